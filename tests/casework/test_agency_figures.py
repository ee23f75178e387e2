"""Figures of an agency over the day it took over from others: old bodies counted along, by name."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework.queries.agency_figures import figures_json, figures_of
from motcua.casework.reorganisation.plan import Plan
from motcua.casework.reorganisation.services.running import Choice, begin, decide, run
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from tests.casework.bulk.conftest import Makers
from tests.casework.reorganisation.conftest import AFTER, lives_at, make, merger, split
from tests.faces.api.client import program
from tests.faces.console.conftest import signed_in
from tests.support.town import hanoi

FIRST, LAST = date(2026, 10, 9), date(2026, 12, 9)
BA_DINH = "Số 1, phường Trúc Bạch, quận Ba Đình, Hà Nội"
__all__ = ["make"]


def a_year(make: Makers) -> None:
    """Two received in November, one of them decided late there and closed; one is open on the day."""
    made = make.closed()
    Case.objects.filter(pk=made.pk).update(due_at=hanoi("2026-11-20T17:00"))
    lives_at(make.examined(), BA_DINH)


def carried_out(plan: Plan, *choices: Choice) -> Agency:
    with clock.frozen(AFTER):
        operation = run(begin(actor=SYSTEM, plan=plan).pk)
        decide(actor=SYSTEM, operation_id=operation.pk, choices=choices)
        run(operation.pk)
    return Agency.objects.get(identifier="H26.M1")


def test_bodies_that_went_wholly_count_with_their_successor(make: Makers) -> None:
    a_year(make)
    found = figures_of(carried_out(merger()), FIRST, LAST)
    assert [(one.first, one.received, one.decided, one.late) for one in found.months] == [
        (date(2026, 10, 1), 0, 0, 0), (date(2026, 11, 1), 2, 1, 1), (date(2026, 12, 1), 0, 0, 0),
    ]  # fmt: skip
    assert {(one.agency.identifier, one.received) for one in found.wholly} == {("H26.T1", 1), ("H26.T2", 0)}, (
        "of the old body what ended there; what went over counts at the new one"
    )
    assert found.shared == () and found.total.received == 2
    later = figures_of(found.agency, date(2027, 1, 1), date(2027, 1, 1))
    assert later.wholly == (), "a time after the day has no old body in it"


def test_a_parted_body_stands_beside_all_its_successors_once(make: Makers) -> None:
    a_year(make)
    found = figures_of(carried_out(split(), Choice("agency", "H26.T1", "H26.M1")), FIRST, LAST)
    (old,) = found.shared
    assert (old.agency.identifier, old.received, old.late) == ("H26.T1", 1, 1)
    assert [heir.identifier for heir in old.heirs] == ["H26.M1", "H26.M2"]
    assert found.total.received == 1, "the parted body's is in no sum"
    other = figures_of(Agency.objects.get(identifier="H26.M2"), FIRST, LAST)
    assert [one.agency.identifier for one in other.shared] == ["H26.T1"] and other.total.received == 0


def test_the_page_and_the_interface_name_the_old_bodies(make: Makers) -> None:
    a_year(make)
    new = carried_out(merger())
    with clock.frozen(AFTER):
        keeper = signed_in(make.town.city, "administrator")
        address = reverse("console:agency_figures", args=[new.pk])
        page = keeper.get(address, {"tu": "1/11/2026", "den": "1/12/2026"}).content.decode()
        for words in ("Tính gộp", "Ủy ban nhân dân phường Thử Nghiệm", "11/2026", "xã Bên Cạnh"):
            assert words in page, words
        assert keeper.get(address).status_code == 200
        wrong = keeper.get(address, {"tu": "hôm qua", "den": ""})
        assert wrong.status_code == 422 and "hôm qua" in wrong.content.decode(), "what was typed stays"
        asked = {"first": "2026-11-01", "last": "2026-12-01"}
        told = program(make.town.administrator).get("/agencies/H26.M1/figures", asked).json()
        assert told["total"] == {"received": 2, "decided": 1, "late": 1}
        assert [one["name"] for one in told["counted_along"]] == [
            "Ủy ban nhân dân phường Thử Nghiệm", "Ủy ban nhân dân xã Bên Cạnh",
        ]  # fmt: skip
        assert program(make.town.stranger).get("/agencies/H26/figures").status_code == 404
        assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [(date(2026, 1, 31), date(2026, 1, 1), 1), (date(1990, 1, 1), date(2026, 5, 5), 36), (LAST, FIRST, 3)],
)
def test_months_are_whole_ordered_and_not_too_many(make: Makers, first: date, last: date, count: int) -> None:
    assert len(figures_json(figures_of(make.town.commune, first, last))["months"]) == count  # type: ignore[arg-type]
