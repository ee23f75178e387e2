"""Sessions as their person sees them: listed in plain words, ended at once, by a new password and by administrators."""

import pytest

from motcua.base.access import devices
from motcua.base.access.accounts import rights_changed
from motcua.base.access.models import Visit
from motcua.base.ledger.models import Entry
from tests.faces.desk.test_factors import PASSWORD, enter, people  # noqa: F401

OWN = "/can-bo/tai-khoan/"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130", "Edge trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36", "Chrome trên Android"),
        ("curl/8", "Thiết bị không rõ"),
    ],
)
def test_a_browser_in_plain_words(agent: str, said: str) -> None:
    assert str(devices.words(devices.device(agent))) == said


@pytest.mark.parametrize(
    ("address", "shown"), [("113.22.7.9", "113.22.x.x"), ("2405:4802::1", "2405:4802:…"), ("unix", "")]
)
def test_half_an_address(address: str, shown: str) -> None:
    assert devices.masked(address) == shown


def is_in(client) -> bool:
    return client.get("/can-bo/viec/").status_code == 200


def test_one_ends_another_session_or_all_others_and_stays(people):  # noqa: F811
    (here, _), (there, _), (elsewhere, _) = (enter("quay", REMOTE_ADDR=f"113.22.7.{n}") for n in range(3))
    page = here.get(OWN).content.decode()
    assert page.count("113.22.x.x") == 3 and "113.22.7" not in page and page.count("Máy này") == 1
    other = Visit.objects.get(pk=there.session["signin.visit"])
    assert here.post(f"{OWN}phien/{other.pk}/").status_code == 302
    assert (is_in(here), is_in(there), is_in(elsewhere)) == (True, False, True)
    own = here.session["signin.visit"]
    assert here.post(f"{OWN}phien/{own}/").status_code == 404, "leaving has a button of its own"
    here.post(f"{OWN}phien/")
    assert (is_in(here), is_in(elsewhere), Visit.objects.count()) == (True, False, 1)
    assert [entry.facts for entry in Entry.objects.filter(kind="session.ended")] == [{"count": 1}, {"count": 1}]


def test_nobody_ends_another_accounts_session(people):  # noqa: F811
    mine, _ = enter("quay")
    other, _ = enter("quan")
    assert mine.post(f"{OWN}phien/{other.session['signin.visit']}/").status_code == 404
    assert Visit.objects.count() == 2


def test_new_rights_a_new_password_and_leaving_end_what_is_listed(people):  # noqa: F811
    here, _ = enter("quay")
    there, _ = enter("quay")
    new = "một câu khác cũng dài"
    here.post("/can-bo/doi-mat-khau/", {"current": PASSWORD, "new": new, "again": new})
    assert (is_in(here), is_in(there), Visit.objects.count()) == (True, False, 1)
    assert "Máy này" in here.get(OWN).content.decode(), "it goes on under a new id"
    answer = here.post("/dang-xuat/")
    assert answer["Clear-Site-Data"] == '"cache"' and not Visit.objects.exists()
    administrator, _ = enter("quan")
    rights_changed(people["quan"].account_id)
    assert not is_in(administrator)
