"""Plant, search, erase, search again: figures, and whether a number was found anywhere."""

import tempfile
from pathlib import Path
from typing import Any

import httpx
import psycopg
from django.contrib.sessions.models import Session
from django.core.wsgi import get_wsgi_application

from motcua.base.files.services.erasing import remove_bytes
from motcua.casework.retention.services.erasing import Ground, erase_cases, erase_person
from motcua.domain.cases.models import Case
from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops.bench.city import Desk
from motcua.ops.bench.life import Lives
from motcua.ops.checks.leaks import searching
from motcua.ops.checks.leaks.people import (
    EMAIL,
    MOST,
    NUMBER,
    PHONE,
    STREET,
    Planted,
    file_forms,
    number_forms,
    other_forms,
    reached_forms,
)
from motcua.ops.checks.leaks.planting import Planting, listening, photo

NOISE = 5
KEPT = (f"{searching.PAPERS} (result)", "cases_decision", "cases_returneddecision")
"""Where a name stays for ever: the signed result and what was decided."""


def check(home: Home, admin_url: str, desk: Desk, people: int, noise: int = NOISE) -> dict[str, Any]:
    """`ok` when neither numbers nor what people are reached by were found before the erasure, and nothing of anybody
    after it but in signed results.
    """
    people = min(people, MOST)
    planting = planting_at(desk)
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(admin_url, autocommit=True) as connection:
        since = searching.begin(connection)
        with listening() as log:
            for place in range(people):
                planting.one(Planted(place))
                if place < noise:
                    planting.noise(Planted(place))
        first = searching.dump(admin_url, city(), Path(folder) / "before.sql")
        found = everywhere(connection, home, since, first, log.getvalue())
        look_at_files(found, planting.photo, searching.put_away(connection, home, city(), Path(folder) / "backup"))
        plain = searching.counts(first.read_bytes(), other_forms())
        seen = is_seen(planting, admin_url, Path(folder)) and files_are_seen(planting.photo)
        erase(planting)
        last = searching.dump(admin_url, city(), Path(folder) / "after.sql")
        left = searching.by_table(last, {**number_forms(), **other_forms()})
        names = [path.name for path in searching.stored()]
    wrong = {table: dict(forms) for table, forms in left.items() if table not in KEPT}
    kept = {table: dict(forms) for table, forms in left.items() if table in KEPT}
    numbers = sum(count for forms in left.values() for form, count in forms.items() if form in number_forms())
    return {
        "people": people, "cases": len(planting.cases),
        "megabytes": {place: round(size / 1e6, 1) for place, size in found.sizes.items()},
        "found": found.total, "where": {place: hits for place, hits in found.hits.items() if hits},
        "stand_plain_in_a_dump": plain, "a_planted_leak_is_seen": seen,
        "after_erasure": {"numbers": numbers, "left": wrong, "kept_in_results": kept, "files": len(names)},
        "ok": not found.total and not wrong and not numbers and seen and plain["name"] > 0,
    }  # fmt: skip


def planting_at(desk: Desk) -> Planting:
    """Officials' programs speak to the whole stack within this process."""
    http = httpx.Client(transport=httpx.WSGITransport(app=get_wsgi_application()), base_url="http://127.0.0.1")
    return Planting(desk, photo(), Lives("http://127.0.0.1/", desk, http))


def everywhere(connection: psycopg.Connection, home: Home, since: str, dump: Path, log: str) -> searching.Found:
    """Numbers and what people are reached by everywhere, but on papers people read: there numbers alone. Where nothing
    personal has business at all, names too.
    """
    found, numbers = searching.Found(), number_forms()
    forms, whole = {**numbers, **reached_forms()}, {**numbers, **other_forms()}
    found.look("dump", [dump.read_bytes()], forms)
    for place, paths in searching.server_files(connection, home, since):
        found.look(place, searching.read(paths), whole if place == "server_log" else forms)
    found.look("papers", searching.drawn_texts(), numbers)
    found.look("sessions", searching.sessions(), forms)
    found.look("data_folder", searching.read(searching.beside(home)), whole)
    found.look("log", [log.encode()], whole)
    found.look("metrics", [searching.metrics()], whole)
    return found


def look_at_files(found: searching.Found, photo: bytes, backup: list[Path]) -> None:
    """In the folder of files (kept, drawn, half sent) and in a backup of it: neither numbers nor a photo or a PDF."""
    forms = {**number_forms(), **file_forms(photo)}
    found.look("files", searching.read(searching.stored()), forms)
    found.look("backup", searching.read(backup), forms)


def files_are_seen(photo: bytes) -> bool:
    """The search finds what is there: opened with the city's keys the same files are photos and PDFs."""
    found = searching.Found()
    found.look("opened", searching.opened(), file_forms(photo))
    return set(found.hits["opened"]) == set(file_forms(photo))


def is_seen(planting: Planting, admin_url: str, folder: Path) -> bool:
    """The search finds what is there: what somebody typed into a free text, and takes away again."""
    case = Case.objects.filter(pk=planting.cases[0])
    before = case.values_list("summary", flat=True).get()
    forms = {**number_forms(), **reached_forms()}
    case.update(summary=f"Số {NUMBER}0000, {PHONE}0000, nguoi{EMAIL}, {STREET}")
    hits = searching.by_table(searching.dump(admin_url, city(), folder / "seen.sql"), forms)
    case.update(summary=before)
    return dict(hits["cases_case"]) == {"plain": 1, "phone": 1, "e-mail": 1, "street": 1}


def erase(planting: Planting) -> None:
    ground = Ground("case", "kiểm tra / check")
    for start in range(0, len(planting.cases), 100):
        erase_cases(planting.cases[start : start + 100], ground)
    for person in planting.people:
        erase_person(person, Ground("person", "kiểm tra / check"))
    Session.objects.all().delete()
    remove_bytes(0)
