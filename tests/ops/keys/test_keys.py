"""Keys change while people work: nobody is signed out, nothing fails, and what is retired opens nothing."""

import asyncio
import itertools
import os
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from django.core import signing
from django.db import connection

from motcua.base.access import present_keys
from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.base.ledger.models import Entry
from motcua.base.opening.knocking import AsyncConnection
from motcua.kernel import clock, keyring
from motcua.kernel.actor import SYSTEM
from motcua.kernel.database import COMMON, Place, app_of, city, derived_password, owner_of, passwords_of
from motcua.kernel.home import Home
from motcua.ops import web
from motcua.ops.keys import acting, passwords
from motcua.ops.keys.errors import NothingFormer, RotatedElsewhere, TooSoon, UnknownKey
from motcua.ops.keys.working import opens, working
from motcua.ops.processes import free_port, wait_for_port
from tests.support import cluster
from tests.support.killing import killing
from tests.support.town import build_town

pytestmark = pytest.mark.django_db(transaction=True)

ROLES = (app_of(city()), owner_of(city()), owner_of(COMMON))
PASSWORD = "mật khẩu đủ dài"
WORK = "/can-bo/viec/"
AT_ONCE = acting.How(spread=0)
PATIENCE = 30


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[acting.City]:
    """Keys of its own; the roles get their passwords back."""
    shutil.copy(Home.current().path / "keys.json", tmp_path / "keys.json")
    before = Home.current().keys.database
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    monkeypatch.setattr(present_keys, "HOME", tmp_path)
    yield acting.City(Home(tmp_path), city(), Place.current())
    connection.close()
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        for role in ROLES:
            admin.execute(f"ALTER ROLE {role} PASSWORD '{derived_password(role, before)}'")


@contextmanager
def served(here: acting.City) -> Iterator[str]:
    """A web server of one process, which keeps no connection from one request to the next."""
    port = free_port()
    told = os.environ | web.SERVED | {"MOTCUA_POOL": "0", "MOTCUA_DATABASE": here.place.url}
    process = subprocess.Popen(web.command(port, workers=1), env=told)
    try:
        assert wait_for_port(port, 60)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def official() -> str:
    account = Account.objects.get(pk=build_town().specialist.account_id)
    account.set_password(PASSWORD)
    account.save()
    return account.username


def signed_in(site: str, username: str) -> httpx.Cookies:
    """By the form, as a browser does."""
    with httpx.Client(base_url=site, timeout=30, trust_env=False) as browser:
        browser.get("/can-bo/dang-nhap/")
        typed = {
            "username": username,
            "password": PASSWORD,
            "next": WORK,
            "csrfmiddlewaretoken": browser.cookies["csrf"],
        }
        assert browser.post("/can-bo/dang-nhap/", data=typed).status_code == 302
        return browser.cookies


def work_of(site: str, cookies: httpx.Cookies) -> int:
    return httpx.get(site + WORK, cookies=cookies, timeout=30, trust_env=False).status_code


def until_shut(site: str, cookies: httpx.Cookies) -> int:
    """The first answer that is not the page: a process looks at the keys once a second."""
    deadline = time.monotonic() + PATIENCE
    while (status := work_of(site, cookies)) == 200:
        assert time.monotonic() < deadline
    return status


@contextmanager
def busy(site: str, cookies: httpx.Cookies, answers: Counter[int]) -> Iterator[None]:
    """Two windows of one browser, each asking again and again."""
    enough = threading.Event()

    def window() -> None:
        while not enough.is_set():
            answers[work_of(site, cookies)] += 1
            enough.wait(0.05)

    windows = [threading.Thread(target=window) for _ in range(2)]
    for one in windows:
        one.start()
    try:
        yield
    finally:
        enough.set()
        for one in windows:
            one.join()


def test_who_is_signed_in_stays_so_while_keys_change_and_one_process_is_replaced_until_the_key_is_retired(
    here: acting.City,
) -> None:
    username, answers, before = official(), Counter[int](), Home(here.home.path).keys
    with ExitStack() as house:
        first = house.enter_context(served(here))
        cookies = signed_in(first, username)
        with busy(first, cookies, answers):
            facts = acting.rotate(here, "sessions", acting.How(spread=1.1))
            acting.rotate(here, "database", AT_ONCE)
        acting.retire(here, "database")
        assert set(answers) == {200} and answers[200] > 4
        second = house.enter_context(served(here))
        fresh = signed_in(second, username)
        sites = (first, second)
        assert [work_of(site, one) for site in sites for one in (cookies, fresh)] == [200] * 4
        assert facts["retire_from"] and len(Home(here.home.path).keys.former["django"]) == 1
        with pytest.raises(TooSoon):
            acting.retire(here, "sessions")
        acting.retire(here, "sessions", leaked=True)
        assert [until_shut(site, cookies) for site in sites] == [302, 302], "what the old key signed opens nothing"
        assert [work_of(site, fresh) for site in sites] == [200, 200]
    assert not opens(here.place, ROLES[0], derived_password(ROLES[0], before.database))
    told = Entry.objects.filter(kind__in=["keys.turned", "keys.retired"]).order_by("at").values_list("kind", "facts")
    assert [(kind, facts["name"]) for kind, facts in told] == [
        ("keys.turned", "sessions"), ("keys.turned", "database"), ("keys.retired", "database"),
        ("keys.retired", "sessions"),
    ]  # fmt: skip


def all_is_well(sign: str) -> bool:
    """What was signed before is read, what is signed now too, and a new connection opens, the owner's as well."""
    present_keys.renew(anew=True)
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return signing.loads(sign) == signing.loads(signing.dumps("kept")) == "kept" and all(
        opens(Place.current(), role, working(Place.current(), role)) for role in ROLES
    )


@pytest.mark.parametrize("name", ["sessions", "database"])
def test_killed_before_or_after_every_step_the_old_key_or_the_new_serves_and_the_next_run_ends_it(
    here: acting.City, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    present_keys.renew(anew=True)
    sign, count = signing.dumps("kept"), 2 if name == "sessions" else 5
    for at, after in [*((at, False) for at in range(count)), (count - 1, True)]:
        steps = itertools.count()
        with monkeypatch.context() as patch:
            patch.setattr(Home, "replace_keys", killing(Home.replace_keys, steps, at, after=after))
            patch.setattr(passwords, "_change", killing(passwords._change, steps, at, after=after))
            with pytest.raises(KeyboardInterrupt):
                acting.rotate(here, name, AT_ONCE)
        assert all_is_well(sign), f"killed at step {at}"
        acting.rotate(here, name, AT_ONCE)
        assert all_is_well(sign) and Home(here.home.path).keys.coming == {}
    assert Home(here.home.path).keys.former.keys() == {"django" if name == "sessions" else "database"}


def test_a_connection_opened_before_the_change_of_password_goes_on_and_a_stale_process_finds_the_new_one(
    here: acting.City,
) -> None:
    stale = Home(here.home.path).keys
    with connection.cursor() as cursor:
        acting.rotate(here, "database", AT_ONCE)
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (ROLES[0],)
    keyring._seen.keys, keyring._seen.at = stale, time.monotonic() + 60
    assert len(passwords_of(ROLES[0])) == 1, "a process that has not looked yet"
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    keyring._seen.keys, keyring._seen.mark, keyring._seen.at = stale, (0, 0), time.monotonic() + 60
    told = {"host": here.place.host, "port": here.place.port, "dbname": here.place.name, "user": ROLES[0]}
    assert asyncio.run(as_the_worker(told)) == (ROLES[0],), "the worker's way"


async def as_the_worker(told: dict[str, Any]) -> tuple[Any, ...] | None:
    async with await AsyncConnection.connect(**told) as opened:
        return await (await opened.execute("SELECT current_user")).fetchone()


def test_a_key_is_retired_once_and_not_before_what_it_signed_is_over(here: acting.City) -> None:
    with pytest.raises(NothingFormer):
        acting.retire(here, "sessions", leaked=True)
    acting.rotate(here, "sessions", AT_ONCE)
    day = timedelta(days=1, minutes=1)
    assert acting.retire(here, "sessions", leaked=True, dry=True) == {"retired": 1}
    with clock.frozen(clock.now() + day):
        assert acting.retire(here, "sessions") == {"retired": 1}
    assert Home(here.home.path).keys.former == {}
    for name, act in itertools.product(("papers", "identity", "metrics"), (acting.retire, acting.rotate)):
        with pytest.raises(RotatedElsewhere):
            act(here, name, **({} if act is acting.retire else {"how": AT_ONCE}))
    for name in ("nothing", "api:", f"api:{'0' * 32}"):
        with pytest.raises(UnknownKey):
            acting.rotate(here, name, AT_ONCE)


def test_the_list_tells_every_key_and_never_a_secret_and_a_dry_run_changes_nothing(here: acting.City) -> None:
    account = Account.objects.create_account("cong", kind="machine")
    token, text = create_token(actor=SYSTEM, account=account, name="Cổng")
    before = (here.home.path / "keys.json").read_text()
    for name in ("data", "sessions", "database", "seals", f"api:{token.pk}"):
        acting.rotate(here, name, acting.How(dry=True))
    assert (here.home.path / "keys.json").read_text() == before and Entry.objects.count() == 1
    acting.rotate(here, "sessions", AT_ONCE)
    rows = {row["name"]: row for row in acting.listed(here)}
    assert set(rows) >= {"data", "sessions", "database", "seals", "papers", "identity", "metrics", f"api:{token.pk}"}
    assert rows["sessions"]["former"] == 1 and rows["sessions"]["retire_from"] and rows["papers"]["elsewhere"]
    keys = Home(here.home.path).keys
    secrets = [keys.django, *keys.former["django"], keys.sealing, keys.digest, keys.tokens, keys.database, text]
    assert not [secret for secret in secrets if secret in str(rows)]
    fresh = acting.rotate(here, f"api:{token.pk}", AT_ONCE)
    assert fresh["token"].startswith("mc_") and fresh["token"] != text
    acting.retire(here, f"api:{token.pk}")
