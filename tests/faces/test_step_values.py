"""Values a step's JSON Schema refuses never come into the case, whichever way they are sent; what was typed is kept."""

import json
import math
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from jsonschema import Draft202012Validator

from motcua.base.access.models import Account
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.verdicts import verdicts
from motcua.casework.services.forward import forward_case
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.graph.simple_fields import FieldKind, SimpleField, schema_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words
from tests.casework.test_life import receive
from tests.faces.api.callers import caller
from tests.support.town import Town, build_town, hanoi

DAY = hanoi("2026-03-10T09:00")
FIELDS = [
    SimpleField("area", "Diện tích", "Area", FieldKind.NUMBER, needed=True, least="1", most="500"),
    SimpleField("seen", "Ngày đi xem", "Seen on", FieldKind.DATE),
    SimpleField("kind", "Loại", "Kind", FieldKind.CHOICE, choices=("A", "B")),
    SimpleField("sure", "Chắc chắn", "Sure", FieldKind.YES_NO),
    SimpleField("note_kept", "Ghi chú", "Note", most="20"),
]
SCHEMA = schema_of(FIELDS)
NAMES = [one.name for one in FIELDS]
VALUES: list[Any] = [
    1, 80, 500, 501, 0, -1, 1.5, 1e300, math.inf, -math.inf, math.nan, "80", "", " ", "2026-03-09", "2026-02-30",
    "hôm qua", "A", "B", "C", True, False, None, [], [80], {}, {"area": 80}, "x" * 20, "x" * 21, "x\x00y", "\ud800",
    "đất", 10**30,
]  # fmt: skip
TYPED = [
    "1", "80", "500", "501", "0", "-1", "1,5", "1e300", "inf", "nan", "80 m2", "", "  ", "9/3/2026", "30/2/2026",
    "hôm qua", "A", "B", "C", "true", "false", "có", "x" * 20, "x" * 21, "x\x00y", "đất",
]  # fmt: skip
STEP = Line("Thẩm định", "Examination", "specialist_unit", "specialist", None, key="examination", fields=SCHEMA)


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.FILES_ROOT = tmp_path / "files"
    return build_town()


@pytest.fixture
def case(town: Town) -> Iterator[Case]:
    """At the step that asks for the fields."""
    usual = lines_of(DEFAULT_STEPS)
    with clock.frozen(DAY - timedelta(days=1)):
        publish_graph(
            actor=town.administrator, scope=city_scope(), valid_from=date(2026, 3, 10), expected=0,
            graph=process_of([usual[0], STEP, *usual[2:]], Words("Thử", "Trial")),
        )  # fmt: skip
    with clock.frozen(DAY):
        yield forward_case(actor=town.counter, case_id=receive(town).pk, expected=None)


def fits(data: dict[str, Any]) -> bool:
    """By the schema itself, and by what can be kept as JSON at all."""
    try:
        json.dumps(data, allow_nan=False).encode()
    except ValueError:
        return False
    if any(isinstance(value, str) and not keepable(value) for value in data.values()):
        return False
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return set(data) <= set(NAMES) and validator.is_valid(data)


def keepable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def filled(chance: Random, values: list[Any]) -> dict[str, Any]:
    """Mostly sound, with one or two of the fields filled with anything, or one too many."""
    sound = {"area": 80, "seen": "2026-03-09", "kind": "A", "sure": True, "note_kept": "đất"}
    told = {name: sound[name] for name in NAMES if name == "area" or chance.random() < 0.5}
    for name in chance.sample([*NAMES, "khac"], chance.choice([0, 1, 1, 2])):
        told[name] = chance.choice(values)
    return told


def kept(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = Case.objects.values_list("data", flat=True).get(pk=case.pk)
    return found


TAKEN = 20
"""Of all values in all fields; counted once, so that a rule that lets everything in, or nothing, is seen."""


def test_an_act_takes_what_the_schema_takes_and_nothing_else(town: Town, case: Case) -> None:
    """Every value in every field."""
    taken = 0
    for name, value in product([*NAMES, "khac"], VALUES):
        data = {"area": 80, name: value}
        with transaction.atomic():
            try:
                forward_case(actor=town.specialist, case_id=case.pk, expected=None, data=data)
            except Invalid as refused:
                assert not fits(data) and set(refused.fields) <= {*data, *NAMES}, data
                assert kept(case) == {}
            else:
                assert fits(data) and kept(case) == data, data
                taken += 1
            transaction.set_rollback(True)
    assert taken == TAKEN


def test_the_interface_takes_the_same(town: Town, case: Case) -> None:
    chance, taken = Random(2), 0
    program = caller(town.specialist)
    for _ in range(40):
        data = filled(chance, VALUES)
        with transaction.atomic():
            answer = program.move(str(case.pk), "forward", data=data)
            assert answer.status_code in ((200,) if fits(data) else (400, 422)), (data, answer.content[:300])
            assert kept(case) == (data if fits(data) else {}), data
            taken += answer.status_code == 200
            transaction.set_rollback(True)
    assert 5 < taken < 35


def test_the_form_takes_the_same_and_gives_back_what_was_typed(town: Town, case: Case) -> None:
    chance, taken = Random(3), 0
    client = Client()
    client.force_login(Account.objects.get(pk=town.specialist.account_id))
    where = f"/can-bo/ho-so/{case.pk}/forward/"
    for _ in range(40):
        typed = {name: chance.choice(TYPED) if chance.random() < 0.35 else "" for name in NAMES}
        typed["area"] = typed["area"] or "80"
        with transaction.atomic():
            sent = {f"o-{name}": value for name, value in typed.items()}
            answer = client.post(where, sent | {"expected": str(case.version), "note": "Đã xem kỹ"})
            data = kept(case)
            if answer.status_code == 302:
                assert fits(data), data
                taken += 1
            else:
                page = answer.content.decode()
                assert answer.status_code == 422 and data == {}, typed
                told = (typed["area"], typed["seen"], typed["note_kept"], "Đã xem kỹ")
                assert all("\x00" in value or value.strip() in page for value in told), told
            transaction.set_rollback(True)
    assert 5 < taken < 35


def test_one_act_on_many_cases_leaves_out_what_asks_for_a_value(town: Town, case: Case) -> None:
    (one,) = verdicts(town.specialist, Order("forward"), [(case, case.version)])
    assert isinstance(one.fault, Invalid) and list(one.fault.fields) == ["area"] and kept(case) == {}
