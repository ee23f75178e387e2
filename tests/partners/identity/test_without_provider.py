"""While the identity provider is away: the counter receives, a receipt is followed, a citizen signed in goes on."""

from pathlib import Path
from typing import Any

import pytest

from motcua.casework.tracking import token_of
from motcua.domain.cases.models import Case
from motcua.kernel.errors import Fault
from motcua.partners.identity import fetching
from motcua.partners.identity.current import current_client
from tests.faces.portal.cases import accepted, draft, paper, photo, signed_in
from tests.support.town import Town, build_town

TYPED = {"full_name": "Nguyễn Thị Mới", "identity_number": "001185012345", "phone": "0912 345 678", "originals_1": "1"}
asked: list[str] = []


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """A city whose provider nobody reaches; whoever asks it is noted."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.MOTCUA_IDENTITY_ISSUER, settings.MOTCUA_IDENTITY_SECONDS = "http://127.0.0.1:9", 0.5
    asked.clear()
    usual = fetching.ask

    def noted(method: str, url: str, **rest: Any) -> Any:
        asked.append(url)
        return usual(method, url, **rest)

    monkeypatch.setattr("motcua.partners.identity.client.ask", noted)
    return build_town()


def test_the_counter_receives_somebody_new(town: Town) -> None:
    counter = signed_in(town.counter)
    sent = {**TYPED, "version": str(town.version.pk), "office": str(town.office.pk), "press": "receive"}
    answer = counter.post("/can-bo/tiep-nhan/", sent)
    assert answer.status_code == 302 and counter.get(answer["Location"]).status_code == 200
    assert Case.objects.get().accepted_at and not asked


def test_a_receipt_is_followed(town: Town) -> None:
    case = accepted(town)
    for address in (f"/t/{token_of(case)}", f"/tra-cuu/?ma={case.code}"):
        assert signed_in(None).get(address).status_code == 200
    assert not asked


def test_who_is_signed_in_finds_a_draft_goes_on_and_sends_it(town: Town) -> None:
    case, citizen = draft(town), signed_in(town.citizen)
    way = f"/nop-ho-so/{case.pk}/"
    assert citizen.get(f"{way}nguoi-nop/").status_code == 200
    kept = citizen.post(f"/ho-so/{case.pk}/giu/applicant/", {"summary": "gõ dở"})
    assert kept.status_code == 200
    assert citizen.post(f"{way}giay-to/", {"paper": str(paper(case, 2).pk), "file": photo()}).status_code == 302
    assert citizen.post(f"{way}kiem-tra/").status_code == 302
    assert Case.objects.get(pk=case.pk).state == "submitted" and not asked


def test_and_the_provider_is_truly_away(town: Town) -> None:
    with pytest.raises(Fault) as told:
        current_client().discovery()
    assert told.value.status == 503 and asked
