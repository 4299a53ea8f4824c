"""Looking for letters in many pages is looking for them in one long text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from convert.squeezed import Letters, Squeezed, letters, squeeze

TEXT = st.text("ab \n", max_size=12)


@given(st.lists(TEXT, max_size=12), st.text("ab", max_size=6), st.integers(0, 60))
def test_pages_are_one_text(pages, wanted, start):
    whole = squeeze("".join(pages))
    start = min(start, len(whole))
    found = Squeezed(pages, 5)
    assert found.find(wanted, start) == whole.find(wanted, start)
    assert found.letters() == letters(whole)


@given(st.lists(TEXT, max_size=12), st.text("ab", max_size=6), st.integers(0, 60))
def test_pages_squeezed_before_are_the_same_text(pages, wanted, start):
    before = [Letters(squeeze(page)) for page in pages]
    assert all(squeeze(page) is page for page in before)
    assert Squeezed(before, 5).find(wanted, start) == Squeezed(pages, 5).find(wanted, start)
