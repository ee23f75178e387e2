"""A second factor: set up, asked for, used once, slowed, needed by rule, reset by an administrator."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.base.access.factors import totp
from motcua.base.access.models import Account, CodeApp, FactorRule, RecoveryCode
from motcua.base.ledger.models import Entry
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from tests.support.town import make_agency, make_official

PASSWORD = "một câu đủ dài để nhớ"
MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SIGN_IN, SECOND, OWN = "/can-bo/dang-nhap/", "/can-bo/dang-nhap/ma/", "/can-bo/tai-khoan/hai-lop/"


@pytest.fixture
def people(db: None, settings: Any) -> dict[str, Actor]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MOTCUA_FACTORS_AT_ONCE = False
    city = make_agency("H26", "Ủy ban nhân dân thành phố Hà Nội", "city", None)
    made = {"quay": make_official("Lê Thị Quầy", "Công chức một cửa", city, ["counter_official"])}
    made["quan"] = make_official("Vũ Thị Quản", "Quản trị", city, ["administrator"])
    for name, actor in made.items():
        account = Account.objects.get(pk=actor.account_id)
        account.username = name
        account.set_password(PASSWORD)
        account.save()
    return made


def enter(name: str = "quay", **where: str) -> tuple[Client, Any]:
    client = Client(**where)
    return client, client.post(SIGN_IN, {"username": name, "password": PASSWORD})


def set_up(client: Client) -> tuple[str, list[str]]:
    """The secret and the ten codes on paper."""
    page = client.get(OWN + "ung-dung/").content.decode()
    found = re.search(r'class="code">([A-Z2-7 ]{39})<', page)
    assert found
    secret = found[1].replace(" ", "")
    shown = client.post(OWN + "ung-dung/", {"otp": totp.code_at(secret, clock.now())}).content.decode()
    return secret, re.findall(r'<li><span class="code">([\w-]+)</span>', shown)


def later(steps: int) -> Any:
    return clock.frozen(MOMENT + timedelta(seconds=totp.SECONDS * steps))


@pytest.fixture
def armed(people: dict[str, Actor]) -> tuple[str, list[str]]:
    with clock.frozen(MOMENT):
        return set_up(enter()[0])


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, the last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        moment = datetime.fromtimestamp(seconds, UTC)
        assert totp.code_at(secret, moment) == code and totp.step_of(secret, code, moment) == seconds // 30


def test_the_password_alone_no_longer_opens(people, armed):
    secret, papers = armed
    assert len(set(papers)) == 10 and RecoveryCode.objects.count() == 10
    with later(2):
        client, answer = enter()
        assert answer["Location"] == SECOND and "/dang-nhap/" in client.get("/can-bo/viec/")["Location"]
        assert client.post(SECOND, {"otp": "000000"}).status_code == 422
        assert client.post(SECOND, {"otp": totp.code_at(secret, clock.now())})["Location"] == "/can-bo/"
        assert client.get("/can-bo/viec/").status_code == 200
    kinds = list(Entry.objects.filter(subject_kind="factor").order_by("id").values_list("kind", flat=True))
    assert kinds == ["factor.app_added", "factor.codes_made"]


def test_a_code_counts_once_and_one_step_away_at_most(people, armed):
    secret, _ = armed
    for step, codes_step, opens in ((3, 3, True), (3, 3, False), (4, 3, False), (4, 5, True), (9, 7, False)):
        with later(step):
            client, _ = enter()
            code = totp.code_at(secret, MOMENT + timedelta(seconds=totp.SECONDS * codes_step))
            assert (client.post(SECOND, {"otp": code}).status_code == 302) is opens, (step, codes_step)


def test_a_code_on_paper_opens_once_however_it_is_typed(people, armed):
    _, papers = armed
    for typed, opens in ((papers[0].lower().replace("-", " "), True), (papers[0], False), (papers[1], True)):
        client, _ = enter()
        assert (client.post(SECOND, {"otp": typed}).status_code == 302) is opens
    assert RecoveryCode.objects.count() == 8
    assert Entry.objects.filter(kind="factor.code_used").count() == 2


def test_guesses_are_slowed_and_shut_out_nobody_who_works_elsewhere(people, armed):
    secret, _ = armed
    with later(2):
        client, _ = enter()
        assert client.post(SECOND, {"otp": totp.code_at(secret, clock.now())}).status_code == 302
    with later(4):
        told = []
        for place in range(6):
            client, _ = enter(REMOTE_ADDR=f"10.0.0.{place}")
            told += [client.post(SECOND, {"otp": "000000"}).status_code for _ in range(6)]
        assert told[:6] == [422] * 5 + [429] and told.count(422) <= 20
        client, _ = enter()
        assert client.post(SECOND, {"otp": totp.code_at(secret, clock.now())}).status_code == 302


def test_what_changes_the_factor_asks_again_and_gives_the_session_a_new_id(people, armed):
    secret, _ = armed
    with later(2):
        client, _ = enter()
        client.post(SECOND, {"otp": totp.code_at(secret, clock.now())})
    with later(30):
        asked = client.get(OWN + "ung-dung/go/")
        assert asked["Location"].startswith("/can-bo/tai-khoan/xac-nhan/?next=")
        before = client.session.session_key
        wrong = {"password": PASSWORD, "next": OWN}
        assert client.post("/can-bo/tai-khoan/xac-nhan/", wrong).status_code == 422, "the code belongs to it"
        right = wrong | {"otp": totp.code_at(secret, clock.now())}
        assert client.post("/can-bo/tai-khoan/xac-nhan/", right)["Location"] == OWN
        assert client.session.session_key != before
        assert client.post(OWN + "ung-dung/go/")["Location"] == OWN
    assert not CodeApp.objects.exists() and not RecoveryCode.objects.exists()


def test_who_must_have_one_gets_no_further_without_it(people, settings):
    settings.MOTCUA_FACTORS_AT_ONCE = True
    client, _ = enter("quan")
    assert client.get("/quan-tri/can-bo/")["Location"] == OWN
    assert "trước khi làm việc" in client.get(OWN).content.decode()
    set_up(client)
    assert client.get("/quan-tri/can-bo/").status_code == 200
    assert client.post(OWN + "ung-dung/go/").status_code == 422, "the last one stays where one is needed"
    assert enter("quay")[0].get("/can-bo/viec/").status_code == 200, "nobody else must"


def test_a_rule_gives_days_to_prepare(people, settings):
    settings.MOTCUA_FACTORS_AT_ONCE = False
    with clock.frozen(MOMENT):
        client, _ = enter("quan")
        answer = client.post("/quan-tri/hai-lop/counter_official/", {"required": "on", "grace_days": "14"})
        assert answer["Location"] == "/quan-tri/hai-lop/"
    Account.objects.update(created_at=MOMENT)
    assert FactorRule.objects.get().grace_days == 14 and Entry.objects.filter(kind="factor.rule_set").count() == 1
    for day, opens in ((13, True), (15, False)):
        with clock.frozen(MOMENT + timedelta(days=day)):
            client, _ = enter("quay")
            told = client.get("/can-bo/viec/")
            assert (told.status_code == 200) is opens
            assert not opens or "07/12/2026" in told.content.decode()


def test_an_administrator_resets_it_with_a_reason_and_nobody_their_own(people, armed):
    signed_in, _ = enter()
    person = people["quay"].person_id
    client, _ = enter("quan")
    page = f"/quan-tri/can-bo/{person}/hai-lop/"
    assert client.post(page, {"reason": "because"}).status_code == 422
    assert client.post(page, {"reason": "lost"}).status_code == 302
    assert not CodeApp.objects.exists() and not RecoveryCode.objects.exists()
    entry = Entry.objects.get(kind="factor.reset")
    assert entry.facts == {"person_id": str(person), "reason": "lost"} and entry.actor_name == "Vũ Thị Quản"
    assert signed_in.get(SECOND)["Location"] == SIGN_IN, "what was begun before ends"
    assert enter()[1]["Location"] == "/can-bo/"
    own = f"/quan-tri/can-bo/{people['quan'].person_id}/hai-lop/"
    assert client.post(own, {"reason": "lost"}).status_code >= 400


def test_the_secret_stands_sealed(people, armed):
    secret, _ = armed
    raw = CodeApp.objects.extra(select={"raw": "secret"}).values_list("raw", flat=True)[0]
    assert secret.encode() not in bytes(raw if isinstance(raw, bytes | memoryview) else str(raw).encode())
