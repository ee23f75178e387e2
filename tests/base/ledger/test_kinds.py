"""The registry of kinds: sentences, facts, audiences."""

import pytest

from motcua.base.ledger import Kind, append, kinds, register, sentence
from motcua.base.ledger.errors import UnknownKind, WrongFacts
from motcua.base.ledger.models import Entry
from motcua.base.ledger.queries import timeline
from motcua.kernel.words import Words
from tests.base.ledger.situations import OFFICIAL, TEST_KINDS, made, thing


def test_sentence_is_said_in_both_languages_with_facts_shown_as_read() -> None:
    register(Kind("thing.paid", "Nộp {sum}, {how}.", "Paid {sum}, {how}.", ("sum", "how"),
                  show={"sum": lambda value: f"{value:,} đ", "how": lambda _: Words("tiền mặt", "cash")}))  # fmt: skip
    entry = Entry(kind="thing.paid", facts={"sum": 5000, "how": "c"})
    assert sentence(entry) == Words("Nộp 5,000 đ, tiền mặt.", "Paid 5,000 đ, cash.")


def test_sentence_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(UnknownKind):
        sentence(Entry(kind="thing.unheard_of", facts={}))


def test_same_kind_may_be_registered_again_but_not_another_under_its_name() -> None:
    register(*TEST_KINDS)
    with pytest.raises(ValueError, match="twice"):
        register(Kind("thing.made", "Khác.", "Other."))


@pytest.mark.parametrize(
    "wrong",
    [
        Kind("thing.a", "Có {gì}.", "Nothing."),
        Kind("thing.b", "Không.", "With {what}.", optional=("what",)),
        Kind("thing.c", "Không.", "No.", audience="everyone"),  # type: ignore[arg-type]
    ],
)
def test_kind_that_could_not_be_read_is_refused(wrong: Kind) -> None:
    with pytest.raises(ValueError):
        register(wrong)


def test_every_registered_kind_can_be_said() -> None:
    for kind in kinds.all_kinds():
        assert kind.vi and kind.en and kind.vi != kind.en


@pytest.mark.django_db
def test_timeline_shows_each_audience_its_part_in_one_statement(django_assert_num_queries: object) -> None:
    made()
    append(thing(), "thing.moved", OFFICIAL, {"step": "check"})
    append(thing(), "thing.checked", OFFICIAL)
    made(2)
    for audience, expected in (("citizen", [1]), ("office", [1, 2]), ("inside", [1, 2, 3])):
        with django_assert_num_queries(1):  # type: ignore[operator]
            found = timeline(thing(), audience)  # type: ignore[arg-type]
        assert [entry.number for entry in found] == expected


KIND = Kind("thing.k", "Có {a}.", "Has {a}.", ("a", "b"), optional=("c",))


def test_facts_that_fit_are_given_back_as_they_are_stored() -> None:
    assert kinds.check_facts(KIND, {"a": 1, "b": (2,)}) == {"a": 1, "b": [2]}
    assert kinds.check_facts(KIND, {"a": 1, "b": 2, "c": 3}) == {"a": 1, "b": 2, "c": 3}


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"a": 1}, "missing ['b'], extra []"),
        ({"a": 1, "b": 2, "d": 3}, "missing [], extra ['d']"),
        ({"b": 2, "d": 3, "c": 1}, "missing ['a'], extra ['d']"),
        ({"a": 1.5, "b": 2}, "float cannot be a fact"),
        ({"a": "\x00", "b": 2}, "text with a zero character"),
    ],
)
def test_facts_that_do_not_fit_are_refused_with_what_is_wrong(facts: dict[str, object], problem: str) -> None:
    with pytest.raises(WrongFacts) as refused:
        kinds.check_facts(KIND, facts)
    assert refused.value.facts["problem"] == problem and refused.value.facts["kind"] == "thing.k"
