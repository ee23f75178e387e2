"""The register of delegations in the browser: entered, listed, exported, revoked."""

import io
import json
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.__main__ import main
from motcua.base.ledger.models import Entry
from motcua.domain.directory.models import Delegation
from motcua.kernel import clock
from motcua.kernel.text import short_date
from tests.domain.directory.places import SmallCity, in_days, make_person, make_position
from tests.faces.console.conftest import SignIn, confirmed
from tests.support.town import make_version

REGISTER = "/quan-tri/uy-quyen/"


@pytest.fixture
def sent(small_city: SmallCity) -> dict[str, Any]:
    """What is typed for a delegation of Ba Đình's chairman to a deputy."""
    head = make_position(make_person("Lê Chủ Tịch"), small_city.ba_dinh, "leader", title="Chủ tịch")
    deputy = make_position(make_person("Ngô Phó"), small_city.ba_dinh, "specialist", title="Phó Chủ tịch")
    make_version(code="1.001193")
    return {
        "giver": str(head.pk),
        "receiver": f"position:{deputy.pk}",
        "form": "kt",
        "codes": "1.001193\n",
        "decision": "=12/QĐ-UBND",
        "decided_on": short_date(clock.today()),
        "first_day": short_date(clock.today()),
        "last_day": short_date(in_days(60)),
    }


def entered(client: Client, city: SmallCity, sent: dict[str, Any]) -> Delegation:
    answer = confirmed(client, f"{REGISTER}co-quan/{city.ba_dinh.pk}/them/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Delegation.objects.get()


def test_a_delegation_is_entered_shown_and_revoked(admin: Client, small_city: SmallCity, sent: dict[str, Any]) -> None:
    assert "Chưa có ủy quyền nào" in admin.get(REGISTER).content.decode()
    found = entered(admin, small_city, sent)
    listed = admin.get(REGISTER).content.decode()
    for text in ("=12/QĐ-UBND", "Ngô Phó, Phó Chủ tịch", "Đang hiệu lực", "100,00"):
        assert text in listed, text
    page = f"{REGISTER}{found.pk}/"
    assert "1.001193 Thủ tục thử nghiệm" in admin.get(page).content.decode()
    answer = admin.post(
        f"{page}bai-bo/", {"last_day": short_date(clock.today()), "ground": "15/QĐ-UBND"}, follow=True
    )  # fmt: skip
    assert "15/QĐ-UBND" in answer.content.decode()
    assert [entry.kind for entry in Entry.objects.filter(subject_id=str(found.pk)).order_by("number")] == [
        "delegation.made",
        "delegation.revoked",
    ]


def test_the_register_is_exported_without_formulas(admin: Client, small_city: SmallCity, sent: dict[str, Any]) -> None:
    entered(admin, small_city, sent)
    csv = admin.get(f"{REGISTER}so.csv").content.decode()
    assert csv.startswith("\ufeffCơ quan ủy quyền,") and ",'=12/QĐ-UBND," in csv
    sheet = load_workbook(io.BytesIO(admin.get(f"{REGISTER}so.xlsx").content)).active
    assert sheet is not None
    cell = sheet["F2"]
    assert (cell.value, cell.data_type) == ("'=12/QĐ-UBND", "s")
    assert admin.get(f"{REGISTER}so.exe").status_code == 404


def test_what_is_wrong_is_said_with_everything_kept(admin: Client, small_city: SmallCity, sent: dict[str, Any]) -> None:
    address = f"{REGISTER}co-quan/{small_city.ba_dinh.pk}/them/"
    wrong = admin.post(address, sent | {"codes": "9.999999"})
    assert wrong.status_code == 422
    assert "Không có thủ tục mã 9.999999" in wrong.content.decode() and "=12/QĐ-UBND" in wrong.content.decode()
    entered(admin, small_city, sent)
    twice = admin.post(address, sent | {"form": "tuq"})
    assert twice.status_code == 409 and "đã được ủy quyền theo =12/QĐ-UBND" in twice.content.decode()


def test_other_agencies_are_not_seen(sign_in: SignIn, small_city: SmallCity, sent: dict[str, Any]) -> None:
    found = entered(sign_in(small_city.ba_dinh, "administrator"), small_city, sent)
    stranger = sign_in(small_city.ngoc_ha, "administrator", name="Hoàng Bên Cạnh")
    assert stranger.get(f"{REGISTER}{found.pk}/").status_code == 404
    assert stranger.get(f"{REGISTER}co-quan/{small_city.ba_dinh.pk}/them/").status_code == 404
    assert "12/QĐ-UBND" not in stranger.get(REGISTER).content.decode()


def test_the_command_tells_the_register_and_the_share(
    admin: Client, small_city: SmallCity, sent: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    entered(admin, small_city, sent)
    assert main(["delegation", "list", "--json", "--state", "holding"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["shares"][0] == {"level": "all", "procedures": 1, "delegated": 1, "percent": 100.0}
    assert [(one["decision"], one["form"], one["state"]) for one in told["delegations"]] == [
        ("=12/QĐ-UBND", "kt", "holding")
    ]
