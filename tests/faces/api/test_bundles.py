"""Linked procedures by the interface: filed once, all or none, read by the filer and by the agencies concerned."""

from typing import Any

import pytest

from motcua.casework.queries.verification import verify_cases
from motcua.domain.cases.models import Bundle, Case, PaperFile
from tests.faces.api.callers import APPLICANT, caller, code_of
from tests.faces.api.client import Program, photo, program
from tests.support.town import Town, build_town, make_citizen, make_official, make_version

CERTIFICATE = ("Giấy chứng sinh", "paper")


@pytest.fixture
def town(db: None) -> Town:
    town = build_town(code="1.001193", papers=[CERTIFICATE])
    make_version(code="1.004222", papers=[CERTIFICATE, ("Giấy tờ về chỗ ở", "paper")])
    make_version(code="1.014137", papers=[("GIẤY CHỨNG SINH", "paper")])
    return town


def told(town: Town, *papers: dict[str, Any]) -> dict[str, Any]:
    return {"bundle": "sinh-con", "office": town.office.identifier, "applicant": APPLICANT, "papers": list(papers)}


def sent(by: Program, town: Town) -> Any:
    """Each paper once."""
    one, other = (by.send(photo()).json()["id"] for _ in range(2))
    papers = (
        {"procedure": "1.001193", "position": 1, "files": [one]},
        {"procedure": "1.004222", "position": 2, "files": [other]},
    )
    return by.post("/bundles", told(town, *papers))


def test_a_citizen_files_once_and_reads_each_with_what_it_waits_for(town: Town) -> None:
    citizen = program(town.citizen)
    made = sent(citizen, town)
    assert made.status_code == 201, made.content
    found = citizen.get(made.json()["href"].removeprefix("/api/v1")).json()
    assert found == made.json() and found["bundle"] == "sinh-con"
    birth, home, card = found["cases"]
    assert [one["state"] for one in found["cases"]] == ["submitted"] * 3
    assert (birth["after"], home["after"], card["after"]) == (None, birth["filing_number"], birth["filing_number"])
    assert birth["handed_on_to"] is None and "Bảo hiểm" in card["handed_on_to"]["vi"]
    assert PaperFile.objects.count() == 4, "the certificate lies with all three"
    assert len(citizen.get("/cases").json()["items"]) == 3
    assert verify_cases().sound


def test_all_are_filed_or_none_and_what_is_wrong_is_named(town: Town) -> None:
    citizen = program(town.citizen)
    lacking = citizen.post("/bundles", told(town))
    assert lacking.status_code == 422 and "Giấy chứng sinh" in lacking.json()["detail"]
    for body, field in (
        ({"bundle": "khong-co"}, "bundle"),
        ({"office": "H26.KHONG"}, "office"),
        ({"papers": [{"procedure": "1.001193", "position": 9}]}, "papers.0.position"),
        ({"papers": [{"procedure": "1.001193", "position": 1, "originals": 1}]}, "papers.0"),
    ):
        answer = citizen.post("/bundles", told(town) | body)
        assert answer.status_code == 422 and list(answer.json()["errors"]) == [field]
    assert not Case.objects.exists() and not Bundle.objects.exists()


def test_an_official_files_at_the_counter_and_repeats_without_harm(town: Town) -> None:
    counter = program(town.counter)
    paper = {"procedure": "1.001193", "position": 1, "originals": 1}
    first, again = (counter.post("/bundles", told(town, paper), key="mot-lan") for _ in range(2))
    assert first.status_code == 201 and again.json() == first.json() and Case.objects.count() == 3
    birth, home, _ = (str(one["id"]) for one in first.json()["cases"])
    assert {one.channel for one in Case.objects.all()} == {"counter"}
    early = counter.post(f"/cases/{home}/accept", {})
    assert (early.status_code, code_of(early)) == (409, "case.bundle_waits")
    assert counter.post(f"/cases/{birth}/accept", {}).status_code == 200


def test_it_does_not_exist_for_others_and_machines_may_not_file(town: Town) -> None:
    found = sent(program(town.citizen), town).json()
    place = f"/bundles/{found['id']}"
    for actor in (make_citizen("Người Khác"), town.stranger):
        answer = program(actor).get(place)
        assert (answer.status_code, code_of(answer)) == (404, "case.bundle_not_found")
    own = program(town.specialist).get(place).json()
    assert len(own["cases"]) == 3
    assert program(town.stranger).post("/bundles", told(town)).status_code == 404
    assert program(town.specialist).post("/bundles", told(town)).status_code == 403
    assert caller(make_official("Lạ", "CV", town.city, ["administrator"])).get(place).status_code in (403, 404)
