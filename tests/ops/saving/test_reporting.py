"""The page of a drill: signed, kept, told when it is late; and the pages asked for in what was brought back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.wsgi import get_wsgi_application

from motcua.base.ledger.seals import keys
from motcua.casework.services.accept import accept_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.submit import submit_case
from motcua.domain.cases.models import Case
from motcua.faces.console.overview import _drills
from motcua.kernel import stamps
from motcua.kernel.home import Home
from motcua.ops.checks.walk import photo
from motcua.ops.commands.drill import tell_due
from motcua.ops.saving import journeys, reporting
from motcua.ops.saving.drilling import Report
from tests.support.town import APPLICANT, build_town

NOW = datetime.now(UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody/asked")
    return Home(tmp_path)


def test_the_page_is_signed_with_the_key_of_the_seals_and_one_changed_letter_is_found(home: Home) -> None:
    keys.make()
    report = Report(
        phases={"restore": 4.2}, facts={"dump_rows": 7, "rows_by_table": {"h26.x": 7}}, wrong=["h26.x: 6 / 7"]
    )
    page = reporting.keep(report, home, "h26")
    public = serialization.load_pem_public_key(keys.public_pem())
    assert isinstance(public, Ed25519PublicKey) and page.parent == home.path / "drills"
    text, signature = page.read_bytes(), page.with_suffix(".sig").read_bytes()
    public.verify(signature, text)
    with pytest.raises(InvalidSignature):
        public.verify(signature, text.replace(b"IT DIFFERS", b"It is all right"))
    told = text.decode()
    assert "✗ h26.x: 6 / 7" in told and "dump_rows: 7" in told and len(told.splitlines()) < 60
    assert reporting.hashlib.sha256(page.with_suffix(".json").read_bytes()).hexdigest() in told


def test_a_city_without_a_key_of_seals_says_that_its_page_is_unsigned(home: Home) -> None:
    page = reporting.keep(Report(), home, "h26")
    assert "no key of seals" in page.read_text() and not page.with_suffix(".sig").exists()


@pytest.mark.parametrize(("days", "late"), [(None, True), (8, True), (6, False)])
def test_a_drill_of_more_than_seven_days_ago_is_told_to_administrators_and_by_its_exit_code(
    home: Home, days: int | None, late: bool
) -> None:
    assert list(_drills()) == [], "without a backup there is nothing to bring back"
    stamps.leave(home, stamps.BACKUP, NOW)
    if days is not None:
        stamps.leave(home, stamps.DRILL, NOW - timedelta(days=days))
    assert (tell_due(as_json=True), bool(list(_drills()))) == (int(late), late)


def accepted() -> Case:
    """A citizen's case in a town that has every sort of official."""
    town = build_town()
    case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    details = replace(APPLICANT, person_id=town.citizen.person_id)
    save_applicant(
        actor=town.citizen, case_id=case.pk, expected=None, details=details, summary="", result_wanted="online"
    )
    attach_file(actor=town.citizen, case_id=case.pk, paper_id=case.papers.get(position=1).pk, stored=photo())
    submit_case(actor=town.citizen, case_id=case.pk)
    return accept_case(actor=town.counter, case_id=case.pk, expected=None)


@pytest.mark.django_db(transaction=True)
def test_what_people_ask_for_is_asked_for_and_a_page_that_does_not_come_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @contextmanager
    def opened() -> Iterator[httpx.Client]:
        app = httpx.WSGITransport(app=get_wsgi_application())
        with httpx.Client(transport=app, base_url="http://127.0.0.1") as browser:
            yield browser

    case = accepted()
    monkeypatch.setattr(journeys, "opened", opened)
    walked = journeys.walk()
    assert (walked.failed, walked.left_out) == ([], []) and walked.journeys >= 30
    for who in ("CITIZEN", "COUNTER", "SPECIALIST", "LEADER", "ADMINISTRATOR"):
        monkeypatch.setattr(journeys, who, ())
    monkeypatch.setattr(journeys, "ANYBODY", ("/khong-co/",))
    Case.objects.filter(pk=case.pk).update(tracking_digest="0" * 64)
    failed = journeys.walk().failed
    assert "/khong-co/: 404" in failed and any(one.startswith("/t/") for one in failed)
