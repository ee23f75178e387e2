"""Sending from one address is slowed; the draft is kept, the page says so, and an office is never shut out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from motcua.base.access.sources import line_of, networks, of_an_office
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.kernel import clock
from tests.faces.portal.cases import PLANTED, draft, signed_in
from tests.faces.portal.test_bundles import WHO, begun, cards, photo
from tests.faces.portal.test_bundles import town as linked
from tests.support.town import Town, build_town

MOMENT = datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
OFFICE = "203.0.113.40"
linked_town = linked


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture(autouse=True)
def few(settings: Any) -> None:
    settings.MOTCUA_FILINGS_PER_MINUTE = 1


def send(client: Client, case: Case, address: str = "198.51.100.7") -> Any:
    return client.post(f"/nop-ho-so/{case.pk}/kiem-tra/", REMOTE_ADDR=address)


def test_the_next_within_a_minute_waits_with_its_draft(town: Town) -> None:
    client, cases = signed_in(town.citizen), [draft(town) for _ in range(2)]
    with clock.frozen(MOMENT):
        assert send(client, cases[0]).status_code == 302
        refused = send(client, cases[1])
    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "quá nhiều hồ sơ" in page and PLANTED[1] in page and "to-khai.jpg" in page, "and what was given"
    assert Case.objects.get(pk=cases[1].pk).legal_state is State.DRAFT
    client.cookies["lang"] = "en"
    with clock.frozen(MOMENT + timedelta(seconds=59)):
        assert "Too many cases were just sent" in send(client, cases[1]).content.decode()
        assert send(client, cases[1], "198.51.100.8").status_code == 302, "elsewhere nobody waits"
    with clock.frozen(MOMENT + timedelta(minutes=1)):
        assert send(client, draft(town)).status_code == 302


def test_an_office_behind_one_address_is_never_shut_out(town: Town, settings: Any) -> None:
    settings.MOTCUA_OFFICE_NETWORKS = networks(["203.0.113.0/24"])
    client, cases = signed_in(town.citizen), [draft(town) for _ in range(2)]
    with clock.frozen(MOMENT):
        assert [send(client, case, OFFICE).status_code for case in cases] == [302] * 2


def test_linked_procedures_are_one_sending(linked_town: Town) -> None:
    client, pages, _ = begun(linked_town)
    client.post(f"{pages}/nguoi-nop/", WHO)
    for key in cards(client, pages):
        client.post(f"{pages}/giay-to/", {"paper": key, "file": photo()})
    with clock.frozen(MOMENT):
        assert send(client, draft(linked_town)).status_code == 302
        refused = client.post(f"{pages}/kiem-tra/", REMOTE_ADDR="198.51.100.7")
        assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    with clock.frozen(MOMENT + timedelta(minutes=1)):
        assert client.post(f"{pages}/kiem-tra/", REMOTE_ADDR="198.51.100.7").status_code == 302, "three, sent once"


def test_a_line_counts_as_one_whatever_address_it_takes() -> None:
    assert line_of("2001:db8:1:2:aaaa::1") == line_of("2001:db8:1:2:bbbb::2") != line_of("2001:db8:1:3::1")
    assert line_of("198.51.100.7") == "198.51.100.7" and line_of("") == ""


def test_networks_of_offices_are_read_or_named(settings: Any) -> None:
    settings.MOTCUA_OFFICE_NETWORKS = networks(["203.0.113.0/24", "2001:db8::/32"])
    known = ["203.0.113.40", "::ffff:203.0.113.40", "2001:db8:7::1"]
    assert [of_an_office(one) for one in [*known, "203.0.114.1", "", "mạng"]] == [True] * 3 + [False] * 3
    with pytest.raises(ImproperlyConfigured, match=r"203\.0\.113\.0/99"):
        networks(["203.0.113.0/99"])
