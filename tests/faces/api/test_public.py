"""What anybody may ask: tracking, the catalogue, the description."""

import pytest

from motcua.casework.services.accept import accept_case
from motcua.casework.services.counter import file_at_counter
from motcua.domain.catalogue.enums import Level
from motcua.faces.api.schemas.catalogue import LevelName
from tests.faces.api.client import program
from tests.support.town import APPLICANT, Town

pytestmark = pytest.mark.django_db


def test_the_code_tells_stage_and_due_moment_only(town: Town) -> None:
    case = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    anybody = program(None)
    assert anybody.get(f"/track/{case.filing_number}").json()["due_at"] is None
    case = accept_case(actor=town.counter, case_id=case.pk, expected=None)
    told = anybody.get(f"/track/{(case.code or '').lower()}").json()
    assert set(told) == {"code", "stage", "due_at", "first_due_at"}
    assert (told["code"], told["stage"]["vi"]) == (case.code, "Đã tiếp nhận")


def test_guesses_are_slowed_and_hits_are_not(town: Town) -> None:
    case = file_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, applicant=APPLICANT
    )
    anybody = program(None)
    for _ in range(25):
        assert anybody.get(f"/track/{case.filing_number}").status_code == 200
    assert [anybody.get(f"/track/SAI-{n}").status_code for n in range(20)] == [404] * 20
    slowed = anybody.get("/track/SAI-20")
    assert (slowed.status_code, slowed.json()["code"]) == (429, "api.too_many_requests")
    assert 0 < int(slowed["Retry-After"]) <= 600
    assert anybody.get(f"/track/{case.filing_number}").status_code == 429, "a lucky guess is not told either"


def test_procedures_are_found_and_read(town: Town) -> None:
    anybody = program(None)
    found = anybody.get("/procedures", {"q": "thu nghiem", "level": "commune"}).json()["items"]
    assert [row["code"] for row in found] == ["1.000001"]
    assert anybody.get("/procedures", {"q": "khong co gi nhu the"}).json()["items"] == []
    page = anybody.get("/procedures/1.000001").json()
    assert [paper["position"] for paper in page["papers"]] == [1, 2]
    assert page["limits"][0]["words"]["vi"] == "5 ngày làm việc"
    assert anybody.get("/procedures/9.999999").json()["code"] == "catalogue.not_found"


def test_offices_are_named_by_what_filing_takes(town: Town) -> None:
    counter = program(town.counter)
    first = counter.get("/offices", {"procedure": "1.000001", "limit": "1"}).json()
    assert [row["identifier"] for row in first["items"]] == [town.office.identifier]
    then = counter.get("/offices", {"procedure": "1.000001", "after": first["next"]}).json()
    assert ([row["identifier"] for row in then["items"]], then["next"]) == (["H26.T2.Q"], None)
    assert counter.get("/offices", {"procedure": "1.000001", "q": "ben canh"}).json()["items"] == then["items"]
    assert counter.get("/offices", {"procedure": "9.999999"}).status_code == 404


def test_the_description_is_openapi_31_with_unique_names() -> None:
    published = program(None).get("/openapi.json").json()
    assert published["openapi"] == "3.1.0"
    operations = [one for path in published["paths"].values() for one in path.values()]
    names = [one["operationId"] for one in operations]
    assert len(set(names)) == len(names) > 14
    for one in operations:
        refusals = {status for status in one["responses"] if status[0] in "45"}
        assert refusals
        for status in refusals:
            assert set(one["responses"][status]["content"]) == {"application/problem+json"}


def test_the_levels_of_the_description_are_those_of_the_catalogue() -> None:
    assert list(LevelName.__args__) == [level.value for level in Level]  # type: ignore[attr-defined]
