"""Who is in a backup and erased since is erased again when that backup is brought back with the list of erasures."""

import shutil
from pathlib import Path

import psycopg
import pytest
from django.conf import LazySettings

from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops.bench.city import Desk, Official
from motcua.ops.checks.leaks import searching
from motcua.ops.checks.leaks.people import Planted, number_forms, other_forms
from motcua.ops.checks.leaks.run import KEPT, erase, planting_at
from motcua.ops.saving import restore as restoring
from motcua.ops.saving.backup import backup
from motcua.ops.saving.manifest import newest
from motcua.ops.saving.restore import restore
from tests.support import cluster
from tests.support.town import build_town

TARGET = f"{cluster.NAME}_again"


def desk() -> Desk:
    town = build_town()
    roles = {"counter_official": town.counter, "specialist": town.specialist, "leader": town.leader}
    return Desk(town.office, town.version, {role: official(actor) for role, actor in roles.items()})


def official(actor: Actor) -> Official:
    account = Account.objects.get(pk=actor.account_id)
    return Official(account, actor, create_token(actor=SYSTEM, account=account, name="x")[1])


def home_of(folder: Path, keys: Path) -> Home:
    folder.mkdir()
    shutil.copy(keys, folder / "keys.json")
    home = Home(folder)
    home.mark_made_up()
    return home


@pytest.mark.django_db(transaction=True)
def test_an_older_backup_brought_back_with_the_list_of_erasures_erases_them_again(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Home.current().path / "keys.json"
    here, there = home_of(tmp_path / "here", keys), home_of(tmp_path / "there", keys)
    monkeypatch.setenv("MOTCUA_HOME", str(here.path))
    monkeypatch.setattr(restoring, "verify_ledger", lambda *_: ([], ()))
    settings.FILES_ROOT = here.files
    planting = planting_at(desk())
    for place in (0, 1):
        planting.one(Planted(place))
    away = tmp_path / "away"
    made = backup(cluster.admin_of(cluster.NAME), here, city(), away)
    kept = {path.name for path in (away / "files").rglob("*") if path.is_file()}
    erase(planting)
    shutil.copytree(here.seals, there.seals)
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {TARGET} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        done = restore(newest(away), cluster.admin_of(TARGET), there)
        text = searching.dump(cluster.admin_of(TARGET), city(), tmp_path / "again.sql")
        found = searching.by_table(text, {**number_forms(), **other_forms()})
    finally:
        cluster.drop(TARGET)
    assert (done.manifest, done.differences) == (made.manifest, ())
    assert done.notes[-1] == "erased again: 2 cases, 1 people, left 0", "they had come back with the backup"
    assert set(found) <= set(KEPT), "and are gone again, but for what is signed"
    left = {path.name for path in there.files.rglob("*") if path.is_file()}
    assert len(left) < len(kept), "their files too"
