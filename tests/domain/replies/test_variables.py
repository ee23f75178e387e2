"""The little language of templates: a closed list, plain substitution, nothing evaluated, nothing overlooked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.replies import variables
from motcua.domain.replies.errors import LooseBrace, UnknownVariable
from motcua.kernel.errors import Fault

NAMES = st.sampled_from(sorted(variables.BY_NAME))
LITERAL = st.text(st.characters(exclude_characters="{}…._", exclude_categories=["Cs"]), max_size=20)
VALUES = st.dictionaries(NAMES, st.text(max_size=30).filter(str.strip))


@given(st.lists(st.tuples(LITERAL, NAMES), max_size=6), LITERAL, VALUES)
@settings(max_examples=150)
def test_filling_puts_each_value_in_its_place_once(
    parts: list[tuple[str, str]], end: str, values: dict[str, str]
) -> None:
    text = "".join(f"{literal}{{{name}}}" for literal, name in parts) + end
    assert variables.check(text) == text
    put = {name: value.replace("{", "(").replace("}", ")") for name, value in values.items()}
    assert variables.fill(text, values) == "".join(
        literal + put.get(name, f"{{{name}}}") for literal, name in parts
    ) + end  # fmt: skip


@given(st.text(max_size=80), VALUES)
@settings(max_examples=300)
def test_any_text_is_taken_or_refused_with_a_sentence(text: str, values: dict[str, str]) -> None:
    try:
        checked = variables.check(text)
    except Fault as fault:
        assert fault.words.vi and fault.words.en
    else:
        assert set(variables.BRACED.findall(checked)) <= set(variables.BY_NAME)
    filled = variables.fill(text, values)
    assert "".join(piece for piece, _ in variables.pieces(filled)) == filled
    assert [piece for piece, waits in variables.pieces(filled) if waits] == variables.open_places(filled)


@pytest.mark.parametrize(
    ("typed", "named", "near"),
    [("{ho_tem}", "{ho_tem}", "{ho_ten}"), ("{__class__}", "{__class__}", "{"), ("{0}", "{0}", "{"), ("{}", "{}", "{"),
     ("{ma ho sơ x}", "{ma ho sơ x}", "{ma_ho_so}")],
)  # fmt: skip
def test_a_strange_variable_is_named_in_the_refusal(typed: str, named: str, near: str) -> None:
    with pytest.raises(UnknownVariable) as refused:
        variables.check(f"Gửi {typed}.")
    assert named in refused.value.words.vi and near in refused.value.words.vi.partition("gần nhất")[2]


def test_a_variable_typed_with_diacritics_and_spaces_is_understood() -> None:
    assert variables.check("Gửi { Họ tên }, mã {Mã hồ sơ}.") == "Gửi {ho_ten}, mã {ma_ho_so}."


@pytest.mark.parametrize("text", ["a { b", "a } b", "{ho_ten", "{{ho_ten}}", "}{"])
def test_a_loose_brace_is_refused(text: str) -> None:
    with pytest.raises(LooseBrace) as refused:
        variables.check(text)
    assert "{ho_ten}" in refused.value.words.vi


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Đồng ý giải quyết.", []),
        ("Gồm giấy tờ, v.v…", []),
        ("v.v... như trên", []),
        ("vì: … (ghi rõ)", ["…"]),
        ("vì ... theo", ["..."]),
        ("số ____ ngày", ["____"]),
        ("hạn {han_tra}", ["{han_tra}"]),
        ("{ho_ten} …", ["{ho_ten}", "…"]),
    ],
)
def test_what_is_left_to_write_is_found(text: str, places: list[str]) -> None:
    assert variables.open_places(text) == places


def test_the_example_fills_every_variable() -> None:
    text = " ".join(variable.written for variable in variables.ALL)
    assert variables.open_places(variables.fill(text, variables.EXAMPLE)) == []
