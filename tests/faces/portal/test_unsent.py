"""What was typed outlives the session and the change of language: for its person, on its page, for a while."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from motcua.base.access import signin
from motcua.base.access.models import Account
from motcua.base.access.unsent import HELD, KEPT_FOR, MOST_CHARACTERS
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.faces.portal.cases import accepted, asked, photo
from tests.support.town import Town, build_town, hanoi, make_citizen

MORNING = hanoi("2026-11-25T10:00")
LATER = MORNING + timedelta(minutes=45)
REASON = "Tôi chuyển về quê, xin nhận lại giấy tờ."
STILL = "Nội dung bạn gõ lúc trước"


@pytest.fixture
def town(db: None) -> Town:
    return build_town()


@pytest.fixture
def withdrawing(town: Town) -> str:
    return f"/ho-so/{accepted(town).pk}/rut/"


def sign_in(client: Client, actor: Actor) -> None:
    """As the provider's answer does: in the session this browser has already."""
    request = RequestFactory().get("/")
    request.session = client.session
    signin.sign_in(request, Account.objects.get(pk=actor.account_id))
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key


def sent_too_late(town: Town, page: str, typed: dict[str, object]) -> Client:
    """A form opened in the morning and sent when the session had ended."""
    client = Client()
    with clock.frozen(MORNING):
        sign_in(client, town.citizen)
        assert client.get(page).status_code == 200
    with clock.frozen(LATER):
        answer = client.post(page, typed, headers={"Referer": f"http://testserver{page}"})
        assert answer["Location"].startswith("/dang-nhap/?next=") and "qu%C3%AA" not in answer["Location"]
        assert "sẽ hiện trở lại" in client.get(answer["Location"]).content.decode()
    return client


def shown(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def test_a_form_sent_after_the_session_ended_is_filled_in_again_and_not_sent(town: Town, withdrawing: str) -> None:
    client = sent_too_late(town, withdrawing, {"reason": REASON, "version": "1"})
    with clock.frozen(LATER):
        sign_in(client, town.citizen)
        page = shown(client, withdrawing)
        assert STILL in page and f"{REASON}</textarea>" in page and "chọn lại" not in page
        assert STILL not in shown(client, "/ho-so/"), "nowhere but on its page"
        assert client.post(withdrawing, {"reason": ""}).status_code == 422
        assert HELD not in client.session, "the page has sent something: it holds the texts from now on"


def test_another_person_never_sees_it_and_takes_it_away(town: Town, withdrawing: str) -> None:
    client = sent_too_late(town, withdrawing, {"reason": REASON})
    with clock.frozen(LATER):
        sign_in(client, make_citizen("Người Khác"))
        assert HELD not in client.session
        sign_in(client, town.citizen)
        assert REASON not in shown(client, withdrawing)


def test_it_waits_two_hours_sealed(town: Town, withdrawing: str) -> None:
    client = sent_too_late(town, withdrawing, {"reason": REASON})
    assert "quê" not in str(dict(client.session.items())) and "reason" not in str(dict(client.session.items()))
    with clock.frozen(LATER + KEPT_FOR):
        sign_in(client, town.citizen)
        assert REASON not in shown(client, withdrawing)


def test_files_are_to_be_chosen_again_and_answers_of_a_supplement_come_back(town: Town) -> None:
    page = f"/ho-so/{asked(town).pk}/"
    client = sent_too_late(town, page, {"text-2": "Con tôi sinh tại nhà", "file-1": photo(), "do": "send"})
    with clock.frozen(LATER):
        sign_in(client, town.citizen)
        text = shown(client, page)
    assert "Con tôi sinh tại nhà</textarea>" in text and "chọn lại" in text


def test_more_than_there_is_room_for_is_not_kept(town: Town, withdrawing: str) -> None:
    client = Client()
    with clock.frozen(MORNING):
        sign_in(client, town.citizen)
    with clock.frozen(LATER):
        client.post(withdrawing, {"reason": "x" * (MOST_CHARACTERS + 1)})
        assert HELD not in client.session
    strange = Client()
    strange.post(withdrawing, {"reason": REASON})
    assert HELD not in strange.session, "nobody knows whose it is"


def test_changing_the_language_of_a_refused_form_keeps_what_is_typed(town: Town, withdrawing: str) -> None:
    client = Client()
    sign_in(client, town.citizen)
    long = "dài " * 300
    refused = client.post(withdrawing, {"reason": long}, headers={"Referer": f"http://testserver{withdrawing}"})
    assert refused.status_code == 422 and 'name="typed.reason"' in refused.content.decode()
    switched = client.post("/ngon-ngu/", {"lang": "en", "next": withdrawing, "typed.reason": long})
    assert switched["Location"] == withdrawing and HELD in client.session
    page = shown(client, withdrawing)
    assert "What you typed before is still" in page and f"{long.strip()} </textarea>" in page


def test_what_another_site_sent_is_never_taken_along(town: Town, withdrawing: str) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, town.citizen)
    refused = client.post(withdrawing, {"reason": REASON})
    assert refused.status_code == 403 and "typed." not in refused.content.decode()
