"""Plans with anything in them: kept as they say, or refused in words."""

import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from motcua.casework.reorganisation.plan import WrongPlan, as_json
from motcua.casework.reorganisation.services.drafting import bring_in
from motcua.kernel.actor import SYSTEM
from tests.casework.reorganisation.conftest import split
from tests.casework.reorganisation.test_plan import TABLE
from tests.domain.catalogue.lists import places, with_value
from tests.support.hostile import odd_values, texts

PLAN = json.loads(json.dumps(as_json(split())))
CELLS = [(line, cell) for line, row in enumerate(TABLE.splitlines()) for cell in range(row.count(",") + 1)]
CHANGES = st.lists(st.tuples(st.sampled_from(places(PLAN)), odd_values()), min_size=1, max_size=3)
USUAL = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def judge(text: str) -> None:
    with transaction.atomic():
        try:
            bring_in(actor=SYSTEM, text=text, file_name="phương án\u202e.json")
        except WrongPlan as told:
            assert told.problems and all(one.vi and one.en for one in told.problems)
        transaction.set_rollback(True)


@pytest.mark.django_db
@USUAL
@given(CHANGES)
@example([(("title",), "a\ud800b")])
@example([(("title",), "a\x00b")])
@example([(("title",), "x" * 1_000_000)])
@example([(("from_day",), "0000-00-00")])
def test_a_plan_with_anything_in_it_is_kept_or_refused(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    plan = PLAN
    for place, value in changes:
        plan = with_value(plan, place, value)
    judge(json.dumps(plan))


@pytest.mark.parametrize("text", ['{"a":' * 100_000, '{"a":' + "9" * 5000 + "}", "{" * 100_000, '{"a": 1e999}'])
@pytest.mark.django_db
def test_a_file_no_reader_can_follow_is_refused(text: str) -> None:
    with pytest.raises(WrongPlan):
        bring_in(actor=SYSTEM, text=text)


@pytest.mark.django_db
@USUAL
@given(st.dictionaries(st.sampled_from(CELLS), texts(200_000), min_size=1, max_size=3))
@example({(2, 2): "x" * 200_000})
def test_a_table_with_anything_in_it_is_kept_or_refused(typed: dict[tuple[int, int], str]) -> None:
    rows = [line.split(",") for line in TABLE.splitlines()]
    for (line, cell), text in typed.items():
        rows[line][cell] = text
    judge("\n".join(",".join(row) for row in rows))
