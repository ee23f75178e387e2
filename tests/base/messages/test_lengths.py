"""Parts of a short message, against figures of the standard and a naive count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.messages.lengths import length_of, sms_parts


@pytest.mark.parametrize(
    "text,parts",
    [("", 0), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("ạ" * 70, 1), ("ạ" * 71, 2),
     ("ạ" * 134, 2), ("ạ" * 135, 3), ("{" * 80, 1), ("{" * 81, 2), ("😀" * 35, 1), ("😀" * 36, 2)],
)  # fmt: skip
def test_parts(text: str, parts: int) -> None:
    assert sms_parts(text) == parts


@given(st.text(max_size=400))
def test_no_text_breaks_it_and_bare_text_never_takes_more(text: str) -> None:
    told = length_of(text)
    assert (told.parts == 0) == (text == "")
    assert told.characters == len(text)
