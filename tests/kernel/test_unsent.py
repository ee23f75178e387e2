"""What is worth keeping of a form that could not be sent."""

import pytest

from motcua.kernel.unsent import Unsent, is_secret, typed_again, with_unsent, worth


@pytest.mark.parametrize(
    "text", ["Chụp lại tờ khai cho rõ", "minhanh@congdan.example", "001190999901", "Nguyễn Thị Ánh", "khôngcódấucách"]
)
def test_what_a_person_wrote_is_worth_keeping(text: str) -> None:
    assert worth(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "ngắn", "counter", "bXFzYXpkZnJ0eTE2", "018f3c1e-7a55-7b1e-9d3c-0a1b2c3d4e5f", "x9_Kd-0aaaaaaaa",
        '{"n": 4, "holder": "Chuyên viên, UBND phường Ba Đình"}',
    ],
)  # fmt: skip
def test_short_words_and_keys_of_the_page_are_not(text: str) -> None:
    assert not worth(text)


def test_secrets_are_known_by_their_names() -> None:
    names = ("csrfmiddlewaretoken", "password", "new_password1", "mat_khau", "otp", "reason")
    assert [name for name in names if not is_secret(name)] == ["reason"]


def test_a_page_takes_what_it_knows_and_the_rest_is_shown() -> None:
    waiting = Unsent({"reason": ["vì tôi chuyển nơi ở"], "note": ["một ghi chú đủ dài"], "kind": ["person"]})
    with with_unsent(waiting):
        assert typed_again(["reason", "elsewhere"]) == {"reason": "vì tôi chuyển nơi ở"}
    assert waiting.left == ["một ghi chú đủ dài"]
    assert typed_again(["note"]) == {}
