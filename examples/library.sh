#!/bin/sh
# A library from the command line: every article by itself, all of them in one book, and the
# proof. Run it from anywhere: sh examples/library.sh [FOLDER]
set -eu
seeds=$(cd "$(dirname "$0")/../seeds" && pwd)
out=${1:-out}
mkdir -p "$out/articles"

# README.md and SUMMARY.md hold the library together; the articles are the numbered files.
set -- "$seeds"/library/articles/*/*/*/[0-9]*.md

pubconvert "$@" -t epub,text -o "$out/articles/"
pubconvert "$@" -o "$out/library.epub" --metadata title=柳湾日常

pubconvert audit "$out/library.epub"
