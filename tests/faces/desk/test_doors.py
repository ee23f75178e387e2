"""Every page of the desk: for the right role, the wrong role, another agency, and a stranger."""

import pytest
from django.test import Client

from motcua.base.files.services.store import store
from motcua.casework.queries.page import case_page
from tests.faces.desk.conftest import SignIn, Stage, photograph
from tests.support.town import Town

PAGES = ("viec/", "tiep-nhan/", "tiep-nhan/thu-tuc/?seek=thu", "tra-ket-qua/")
ROLES = ("counter", "specialist", "leader", "administrator", "citizen")
ALLOWED = {
    "viec/": {"counter", "specialist", "leader"},
    "tiep-nhan/": {"counter"},
    "tiep-nhan/thu-tuc/?seek=thu": {"counter"},
    "tra-ket-qua/": {"counter"},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ROLES)
def test_a_page_opens_for_its_roles_only(page: str, role: str, town: Town, sign_in: SignIn) -> None:
    answer = sign_in(getattr(town, role)).get(f"/can-bo/{page}")
    assert answer.status_code == (200 if role in ALLOWED[page] else 403)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_officials_sign_in(page: str, client: Client, db: None) -> None:
    answer = client.get(f"/can-bo/{page}")
    assert answer.status_code == 302 and answer["Location"].startswith("/can-bo/dang-nhap/?next=/can-bo/")


def test_the_door_leads_each_official_to_their_first_page(town: Town, sign_in: SignIn, client: Client) -> None:
    assert sign_in(town.counter).get("/can-bo/")["Location"] == "/can-bo/viec/"
    assert sign_in(town.leader).get("/can-bo/")["Location"] == "/can-bo/viec/"
    assert sign_in(town.citizen).get("/can-bo/").status_code == 403
    assert client.get("/can-bo/")["Location"].startswith("/can-bo/dang-nhap/")


@pytest.fixture
def addresses(town: Town, stage: Stage) -> list[str]:
    """Everything that belongs to one case with a file and a slip."""
    case = stage.filed(store(photograph(), name="to-khai.jpg"))
    document = stage.accepted()
    page = case_page(town.counter, case.pk)
    slip = case_page(town.counter, document.pk).documents[0]
    kept = page.papers[0].kept[0]
    return [
        f"/can-bo/ho-so/{case.pk}/",
        f"/can-bo/ho-so/{case.pk}/accept/",
        f"/can-bo/tep/{kept.pk}/",
        f"/can-bo/tep/{kept.pk}/trang/1/",
        f"/can-bo/phieu/{slip.pk}/",
        f"/can-bo/tiep-nhan/xong/{document.pk}/",
    ]


def test_what_belongs_to_a_case_opens_for_its_agency(addresses: list[str], town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.counter)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200 and b"".join(answer)


def test_another_agency_hears_that_it_does_not_exist(addresses: list[str], town: Town, sign_in: SignIn) -> None:
    client = sign_in(town.stranger)
    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


@pytest.mark.parametrize("role", ["administrator", "citizen"])
def test_who_has_no_right_over_cases_is_refused(role: str, addresses: list[str], town: Town, sign_in: SignIn) -> None:
    client = sign_in(getattr(town, role))
    assert [client.get(address).status_code for address in addresses] == [403] * len(addresses)


def test_a_stranger_sees_nothing_of_a_case(addresses: list[str], client: Client) -> None:
    assert [client.get(address).status_code for address in addresses] == [302] * len(addresses)


@pytest.mark.parametrize("kind", ["ho-so", "tep", "phieu", "tiep-nhan/xong", "tra-ket-qua"])
def test_an_unknown_id_is_not_found(kind: str, town: Town, sign_in: SignIn) -> None:
    unknown = "01890000-0000-7000-8000-000000000000"
    assert sign_in(town.counter).get(f"/can-bo/{kind}/{unknown}/").status_code == 404
