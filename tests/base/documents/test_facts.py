"""A slip survives its way through JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.base.documents.facts import from_facts, to_facts
from motcua.base.documents.slips import Slip
from tests.base.documents import samples
from tests.base.documents.samples import EVERY


@pytest.mark.parametrize("slip", EVERY, ids=[slip.kind for slip in EVERY])
def test_a_slip_comes_back_as_it_was(slip: Slip) -> None:
    assert from_facts(slip.kind, json.loads(json.dumps(to_facts(slip)))) == slip


@given(st.text(alphabet=st.characters(), max_size=50))
def test_any_text_can_be_kept(text: str) -> None:
    facts = json.dumps(to_facts(replace(samples.refusal(), reason=text)), ensure_ascii=False)
    assert "\\u0000" not in facts
    facts.encode()


def test_facts_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="validation error"):
        from_facts("refusal", to_facts(samples.receipt()))
    with pytest.raises(KeyError):
        from_facts("no_such_slip", {})
