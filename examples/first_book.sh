#!/usr/bin/env bash
# Sets up what is missing and makes three books of one article in out/.
set -eu
cd "$(dirname "$0")/.."
bash .ci/setup
.venv/bin/pubconvert seeds/flat/*.txt --output out/ --to epub,pdf,text
ls -l out/
