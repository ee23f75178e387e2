"""What is packed is unpacked, and telephones and addresses grow shorter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.packing import packed, unpacked


@given(
    st.text(st.characters(exclude_categories=("Cs",))) | st.text("0123456789") | st.text("\x01\x02\x03a1", max_size=4)
)
def test_every_text_comes_back(text: str) -> None:
    assert unpacked(packed(text)) == text


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("0912345678", 6), ("02438251234", 6), ("Số 12 ngõ 33 phố Trúc Bạch, phường Ba Đình, Hà Nội", 40),
        ("Thôn Đoài, xã Đông Anh, thành phố Hà Nội", 30), ("nguoi123@gmail.com", 13), ("lan@x.vn", 8),
    ],
)  # fmt: skip
def test_it_is_short(text: str, most: int) -> None:
    assert len(packed(text)) <= most


def test_what_was_packed_before_is_read_for_ever() -> None:
    kept = {
        "02028a6d2e4e": "0912345678",
        "010b0187c79109f9871700dd0676d104a048ba82635e062e3f0000": "Thôn Đoài, xã Đông Anh, thành phố Hà Nội",
        "6c616e40782e766e": "lan@x.vn", "030161": "\x01a",
    }  # fmt: skip
    assert {key: unpacked(bytes.fromhex(key)) for key in kept} == kept


@pytest.mark.parametrize("kept", [b"\x01", b"\x01abc", b"\xff"])
def test_what_is_no_packed_text_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError):
        unpacked(kept)
