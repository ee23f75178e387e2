"""The chain by itself, without a database: what is hashed, and that every tampering shows."""

import hashlib
import json
from dataclasses import replace

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
