"""The chain by itself, without a database: what is hashed, and that every tampering shows."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.ledger import chain


def grow(subject: str, facts: list[dict[str, object]], first_id: int = 1) -> list[chain.Link]:
    links: list[chain.Link] = []
    for number, said in enumerate(facts, start=1):
        record = chain.Record(
            subject_kind="case",
            subject_id=subject,
            number=number,
            kind="case.moved",
            actor_kind="official",
            actor_name="Trần Thị Bình",
            account_id=None,
            person_id=None,
            position_id=None,
            authority="",
            at="2025-07-01T05:00:00.000000Z",
            facts=said,
            previous_hash=links[-1].hash if links else chain.GENESIS,
        )
        links.append(chain.Link(first_id + 2 * number, record, chain.hash_of(record)))
    return links


def end_of(links: list[chain.Link]) -> chain.End:
    return chain.End(links[-1].record.number, links[-1].hash)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-chain.LARGEST, chain.LARGEST) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcđ", max_size=4), inner, max_size=3),
    max_leaves=6,
)
CHAINS = st.lists(st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3), min_size=2, max_size=8)


def test_hash_can_be_made_again_with_nothing_but_sha256_and_json() -> None:
    link = grow("1", [{"đ": 'a"\\\n', "a": [1, None, True]}])[0]
    text = (
        '["motcua-ledger-1",{"account_id":null,"actor_kind":"official","actor_name":"Trần Thị Bình",'
        '"at":"2025-07-01T05:00:00.000000Z","authority":"","facts":{"a":[1,null,true],"đ":"a\\"\\\\\\n"},'
        '"kind":"case.moved","number":1,"person_id":null,"position_id":null,"previous_hash":"' + "0" * 64 + '",'
        '"subject_id":"1","subject_kind":"case"}]'
    )
    assert chain.canonical(link.record).decode() == text
    assert link.hash == hashlib.sha256(text.encode()).hexdigest()


@given(CHAINS)
def test_untouched_chain_fits(facts: list[dict[str, object]]) -> None:
    links = grow("1", facts)
    assert chain.first_break(links, end_of(links)) is None


@given(VALUES)
def test_facts_survive_storage_as_json(value: object) -> None:
    stored = chain.normal({"v": value})
    assert json.loads(json.dumps(stored)) == stored


@given(CHAINS, st.data())
def test_changed_field_is_found_at_its_entry(facts: list[dict[str, object]], data: st.DataObject) -> None:
    links = grow("1", facts)
    place = data.draw(st.integers(0, len(links) - 1))
    name, value = data.draw(
        st.sampled_from(
            [("kind", "case.closed"), ("actor_name", "Ai đó"), ("subject_id", "2"), ("authority", "x"),
             ("at", "2025-07-01T05:00:00.000001Z"), ("person_id", "p"), ("facts", {"never": "said"})]
        )
    )  # fmt: skip
    tampered = list(links)
    tampered[place] = replace(links[place], record=replace(links[place].record, **{name: value}))
    found = chain.first_break(tampered, end_of(links))
    assert found == chain.Break(place + 1, links[place].entry_id, "content")


@given(CHAINS, st.data())
def test_changed_entry_with_a_fresh_hash_is_found_at_the_next_one_or_the_head(
    facts: list[dict[str, object]], data: st.DataObject
) -> None:
    links = grow("1", facts)
    place = data.draw(st.integers(0, len(links) - 1))
    record = replace(links[place].record, facts={"never": "said"})
    tampered = list(links)
    tampered[place] = replace(links[place], record=record, hash=chain.hash_of(record))
    found = chain.first_break(tampered, end_of(links))
    assert found is not None
    last = place == len(links) - 1
    assert (found.reason, found.number) == (("head", place + 1) if last else ("previous", place + 2))


@given(CHAINS, st.data())
def test_removed_entry_is_named(facts: list[dict[str, object]], data: st.DataObject) -> None:
    links = grow("1", facts)
    place = data.draw(st.integers(0, len(links) - 1))
    found = chain.first_break(links[:place] + links[place + 1 :], end_of(links))
    last = place == len(links) - 1
    assert found is not None
    assert (found.number, found.reason) == (place + 1, "tail" if last else "number")


@given(CHAINS, st.data())
def test_reordered_entries_are_found(facts: list[dict[str, object]], data: st.DataObject) -> None:
    links = grow("1", facts)
    order = data.draw(st.permutations(range(len(links))).filter(lambda mixed: mixed != sorted(mixed)))
    assert chain.first_break([links[place] for place in order], end_of(links)) is not None


@given(CHAINS)
def test_forged_entry_at_the_end_is_found_by_the_head(facts: list[dict[str, object]]) -> None:
    forged = grow("1", [*facts, {"forged": True}])
    found = chain.first_break(forged, end_of(forged[:-1]))
    assert found == chain.Break(len(forged), forged[-1].entry_id, "head")


def test_entries_that_stand_in_another_order_than_they_were_written_are_found() -> None:
    links = grow("1", [{}, {}, {}])
    moved = [links[0], replace(links[1], entry_id=99), links[2]]
    assert chain.first_break(moved, end_of(links)) == chain.Break(3, links[2].entry_id, "order")


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        (None, "no head"),
        (chain.End(4, chain.GENESIS), "tail"),
        (chain.End(2, chain.GENESIS), "head"),
        (chain.End(3, "1" * 64), "head"),
    ],
)
def test_head_that_does_not_fit_is_found(end: chain.End | None, reason: str) -> None:
    found = chain.first_break(grow("1", [{}, {}, {}]), end)
    assert found is not None and found.reason == reason


class Colour(Enum):
    RED = "red"
    TWO = 2


NOON = datetime(2025, 7, 1, 12, 30, 1, 5, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (None, None), (True, True), (False, False), (0, 0), (-7, -7), ("", ""), ("đ", "đ"),
        (2**63 - 1, 9_223_372_036_854_775_807), (1 - 2**63, -9_223_372_036_854_775_807),
        (Colour.RED, "red"), (Colour.TWO, 2), (NOON, "2025-07-01T05:30:01.000005Z"), (date(2025, 7, 1), "2025-07-01"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"), (Decimal("7.50"), "7.50"),
        ({"a": (1, [Colour.RED])}, {"a": [1, ["red"]]}), ((), []), ({}, {}),
    ],
)  # fmt: skip
def test_a_value_is_stored_as_json_that_comes_back(value: object, stored: object) -> None:
    assert chain.normal(value) == stored and type(chain.normal(value)) is type(stored)


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (1.5, TypeError, "float cannot be a fact"), ({1, 2}, TypeError, "set cannot be a fact"),
        ({1: "a"}, TypeError, "names of facts are text"), (2**63, ValueError, "beyond 64 bits"),
        (-(2**63), ValueError, "beyond 64 bits"), (datetime(2025, 7, 1), ValueError, "naive"),  # noqa: DTZ001
        ("a\x00b", ValueError, "zero character"), ("\ud800", ValueError, "half a character"),
        ({"\x00": 1}, ValueError, "zero character"), ([["\ud800"]], ValueError, "half a character"),
    ],
)  # fmt: skip
def test_what_could_not_come_back_is_refused(value: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        chain.normal(value)


def test_a_number_that_is_none_never_gets_a_hash() -> None:
    record = replace(grow("1", [{}])[0].record, facts={"a": float("nan")})
    with pytest.raises(ValueError, match="JSON"):
        chain.canonical(record)


def test_the_first_record_continues_sixty_four_zeros() -> None:
    assert chain.GENESIS == "0000000000000000000000000000000000000000000000000000000000000000"
    links = grow("1", [{}, {}])
    assert chain.first_break(links[1:], end_of(links)) == chain.Break(1, links[1].entry_id, "number")
    assert chain.first_break([], chain.End(0, chain.GENESIS)) is None
    assert chain.first_break([], None) == chain.Break(0, None, "no head")
    assert chain.moment(NOON.astimezone(UTC)) == chain.moment(NOON)


def segment_of(links: list[chain.Link], **told: Any) -> chain.Segment:
    first, last = links[0], links[-1]
    whole = chain.Segment(
        first.record.number, last.record.number, first.entry_id, last.entry_id, first.record.previous_hash, last.hash
    )
    return replace(whole, **told)


def test_a_chain_goes_on_behind_what_lies_in_an_archive() -> None:
    links = grow("1", [{}, {}, {}, {}])
    assert chain.first_break([segment_of(links[:2]), *links[2:]], end_of(links)) is None
    assert chain.first_break([links[0], segment_of(links[1:3]), links[3]], end_of(links)) is None
    assert chain.first_break([segment_of(links)], end_of(links)) is None


@pytest.mark.parametrize(
    ("told", "number", "reason"),
    [
        ({"first": 2}, 1, "number"),
        ({"last": 3}, 3, "number"),
        ({"last": 1}, 2, "number"),
        ({"previous_hash": "1" * 64}, 1, "previous"),
        ({"hash": "1" * 64}, 3, "previous"),
        ({"last_id": 7}, 3, "order"),
        ({"first_id": 0}, 1, "order"),
    ],
)
def test_an_archive_that_does_not_fit_is_named(told: dict[str, Any], number: int, reason: str) -> None:
    links = grow("1", [{}, {}, {}, {}])
    found = chain.first_break([segment_of(links[:2], **told), *links[2:]], end_of(links))
    assert found is not None and (found.number, found.reason) == (number, reason)


def test_an_entry_kept_in_the_place_of_the_one_before_is_out_of_order() -> None:
    links = grow("1", [{}, {}])
    same = [links[0], replace(links[1], entry_id=links[0].entry_id)]
    assert chain.first_break(same, end_of(links)) == chain.Break(2, links[0].entry_id, "order")


def test_a_tail_that_is_gone_is_named_by_the_first_missing_entry() -> None:
    links = grow("1", [{}, {}, {}])
    assert chain.first_break(links[:1], end_of(links)) == chain.Break(2, None, "tail")
    assert chain.first_break(links, chain.End(2, links[1].hash)) == chain.Break(3, links[2].entry_id, "head")
