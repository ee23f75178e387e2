"""Who was shown by a list or a search is on record, a page of it in one row; the lists of the own work leave none."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.access.models import Look
from motcua.casework.looking.lists import LIST, SEARCH
from motcua.domain.cases.models import Case
from motcua.domain.directory.services.people import PersonDetails, register_person
from tests.faces.api.callers import caller
from tests.faces.desk.conftest import SignIn, Stage
from tests.support.town import APPLICANT, Town

BACK, WORK, BULK = "/can-bo/tra-ket-qua/", "/can-bo/viec/", "/can-bo/hang-loat/"


def looks(purpose: str) -> list[set[Any]]:
    """What each row says was shown."""
    return [set(one.shown) for one in Look.objects.filter(purpose=purpose).order_by("at", "id")]


def keys(*cases: Case) -> set[Any]:
    return {case.pk for case in cases}


def test_a_search_is_one_row_and_its_only_hit_is_the_look_at_that_case(
    town: Town, stage: Stage, sign_in: SignIn
) -> None:
    first, second, client = stage.accepted(), stage.examined(), sign_in(town.specialist)
    address = client.post(WORK, {"q": APPLICANT.full_name})["Location"]
    assert not Look.objects.exists(), "nothing was shown yet"
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert sum("INSERT INTO" in one["sql"] and "access_look" in one["sql"] for one in asked) == 1
    assert looks(SEARCH) == [keys(first, second)]
    client.post(WORK, {"q": str(first)}, follow=True)
    assert looks(SEARCH) == [keys(first, second)] and Look.objects.get(subject_id=str(first.pk)).shown == []


@pytest.mark.parametrize("tab,rows", [("", 0), ("mine", 0), ("unit", 0), ("below", 1), ("waiting", 1), ("all", 1)])
def test_every_list_but_those_of_the_own_work_is_on_record(
    tab: str, rows: int, town: Town, stage: Stage, sign_in: SignIn
) -> None:
    stage.examined(), stage.asked()
    assert sign_in(town.leader).get(WORK, {"muc": tab} if tab else {}).status_code == 200
    assert len(looks(LIST)) == rows and all(looks(LIST)) and not looks(SEARCH)


def test_results_sought_at_the_counter_are_on_record(town: Town, stage: Stage, sign_in: SignIn) -> None:
    first, second, counter = stage.decided(), stage.decided(), sign_in(town.counter)
    second.applicant.identity_digest, second.applicant.phone = "", "0987654321"
    second.applicant.save()
    counter.get(BACK)
    assert not Look.objects.exists(), "what waits at the own counter is the own work"
    counter.post(BACK, {"q": APPLICANT.full_name}, follow=True)
    assert looks(SEARCH) == [keys(first, second)]


def test_people_sought_at_the_counter_are_on_record(town: Town, sign_in: SignIn) -> None:
    names = ("Lý Thị Quen", "Lý Thị Quen Khác")
    people = [register_person(actor=town.counter, details=PersonDetails(full_name=name)).person for name in names]
    sign_in(town.counter).post("/can-bo/tiep-nhan/", {"press": "seek", "seek_person": "ly thi quen"})
    look = Look.objects.get()
    assert (look.subject_kind, set(look.shown)) == ("person", {one.pk for one in people})


def test_cases_chosen_for_one_act_and_its_table_are_on_record(town: Town, stage: Stage, sign_in: SignIn) -> None:
    case, client = stage.accepted(), sign_in(town.counter)
    job = client.post(BULK, {"viec": "forward", "ho_so": [str(case.pk)]})["Location"]
    client.get(job)
    client.get(f"{job}ket-qua.csv")
    assert looks("Xem trong các hồ sơ chọn làm hàng loạt") == [keys(case)]
    assert looks("Tải bảng kết quả làm hàng loạt") == [keys(case)]


def test_programs_leave_the_same_looks(town: Town, stage: Stage) -> None:
    case, program = stage.examined(), caller(town.leader)
    for query in ({"tab": "unit"}, {"tab": "all"}, {"search": APPLICANT.full_name}, {"search": "Không Ai Cả"}):
        assert program.get("/cases", query).status_code == 200
    assert (looks(LIST), looks(SEARCH)) == ([keys(case)], [keys(case)])
