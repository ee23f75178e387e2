"""The preview tells the truth: what it says of each case is what the act then does."""

from typing import Any

import pytest
from django.db import transaction

from motcua.casework.bulk.orders import ACTIONS, Order, carry_out
from motcua.casework.bulk.verdicts import verdicts
from motcua.casework.queries.page import find_case
from motcua.domain.cases.models import Case
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from tests.casework.bulk.conftest import SITUATIONS, Makers
from tests.support.town import Town, make_version

PEOPLE = ("counter", "specialist", "leader", "stranger")


def orders_of(action: str, town: Town) -> list[Order]:
    """The act with sound words and with each way of unsound ones."""
    if action == "forward":
        return [Order(action), Order(action, text="Đủ, chuyển {buoc_tiep}."), Order(action, text="…")]
    if action == "decide":
        return [Order(action, "Đồng ý với {ho_ten}.", "granted"), Order(action, "", "granted"), Order(action, "A", "x"),
                Order(action, "Có {noi_dung}", "denied")]  # fmt: skip
    if action == "supplement":
        return [Order(action, "Thiếu.", items=(("{giay_to_thieu}", "sao"), ("Ảnh", ""))), Order(action, "Thiếu."),
                Order(action, "", items=(("Ảnh", ""),)), Order(action, "", items=()),
                Order(action, "…", items=(("Ảnh", ""),))]  # fmt: skip
    if action == "assign":
        people = (town.specialist, town.leader, town.counter)
        return [Order(action), *(Order(action, position_id=person.posts[0].position_id) for person in people)]
    return [Order(action)]


def done(actor: Actor, order: Order, case: Case, expected: int) -> str:
    """What the act says: "" or the code and the fields of its refusal; nothing is kept."""
    try:
        with transaction.atomic():
            carry_out(actor, case.pk, expected, order)
            raise Undone
    except Undone:
        return ""
    except Fault as fault:
        return said(fault)


class Undone(Exception):
    """The act went through; take it back."""


def said(fault: Fault | None) -> str:
    if fault is None:
        return ""
    fields = {name: words.vi for name, words in getattr(fault, "fields", {}).items()}
    return f"{fault.code} {fault.words.vi} {sorted(fields.items())}"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_verdict_is_what_the_act_does(town: Town, make: Makers, situation: str) -> None:
    case_id = getattr(make, situation)().pk
    wrong: list[Any] = []
    counted = 0
    for who in PEOPLE:
        actor = getattr(town, who)
        for order in (order for action in ACTIONS for order in orders_of(action, town)):
            case = Case.objects.select_related("applicant", "procedure_version", "resolving_agency").get(pk=case_id)
            for expected in {case.version, case.version + (order == orders_of(order.action, town)[0])}:
                told = said(verdicts(actor, order, [(case, expected)])[0].fault)
                did = done(actor, order, case, expected)
                counted += 1
                if told != did:
                    wrong.append((who, order, expected == case.version, told, did))
    assert not wrong, wrong[:3]
    assert counted > 80


@pytest.mark.parametrize("limits", [[(5, "working_day"), (9, "working_day")], [(None, "")]])
def test_a_procedure_that_leaves_the_promise_open_is_not_for_many_at_once(
    town: Town, make: Makers, limits: list[tuple[int | None, str]]
) -> None:
    version = make_version(code="1.000009", limits=limits)
    case = make.filed()
    Case.objects.filter(pk=case.pk).update(procedure_version=version)
    order, case = Order("accept"), find_case(town.counter, case.pk)
    told = said(verdicts(town.counter, order, [(case, case.version)])[0].fault)
    assert told == done(town.counter, order, case, case.version) != ""


def test_many_verdicts_take_as_many_statements_as_one(
    town: Town, make: Makers, django_assert_max_num_queries: Any
) -> None:
    asked = Order("supplement", "Thiếu", items=(("{giay_to_thieu}", ""),))
    orders = [Order("forward", "{buoc_tiep}"), asked, Order("decide", "A {ho_ten}", "granted"), Order("accept")]
    ids = [make.examined().pk for _ in range(8)] + [make.filed().pk for _ in range(4)]
    for order in orders:
        cases = [find_case(town.leader, case_id) for case_id in ids]
        verdicts(town.leader, order, [(case, case.version) for case in cases[:1]])
        fresh = [find_case(town.leader, case_id) for case_id in ids]
        with django_assert_max_num_queries(7):
            verdicts(town.leader, order, [(case, case.version) for case in fresh])
