"""A crash at every write point of every main act: all or nothing of it is there, and who asks again gets it once.

`--examples N` tries so many write points of each act, both before and after; more than there are: each.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any, BinaryIO

import psycopg
import pytest
from django.db import connection, transaction

from motcua.base.documents.models import Document, NumberBook
from motcua.base.files.answers import Checked
from motcua.base.files.check import check
from motcua.base.files.models import Upload
from motcua.base.files.services import store as storing
from motcua.base.files.services import uploads
from motcua.base.files.services.erasing import loose_files
from motcua.base.ledger.verification import verify as verify_ledger
from motcua.base.ui.errors import AWAY
from motcua.casework.queries.verification import verify_cases
from motcua.kernel import clock
from motcua.kernel.errors import Fault
from motcua.ops.faults import counting
from tests.faults.acts import GROUPS, Act, Refused
from tests.faults.tables import NOTHING, Change, Tables, change, own, told, without
from tests.support import cluster
from tests.support.dying import OPERATIONS, Points, Tree, counted
from tests.support.town import Town, build_town, hanoi

NOW, LATER = hanoi("2026-11-25T09:00"), hanoi("2026-11-26T09:00")
FAILED = (*AWAY, Refused, Fault)
"""What an act says whose connection is gone."""


MEMORY = Path("/dev/shm")
POINTS = 2
"""Of each act, beside its commits."""


class Undone(Exception):
    """Ends a rehearsal."""


@dataclass
class Trial:
    """One act's runs. `reached` is what was committed after which point of an undisturbed run."""

    act: Act
    town: Town
    tables: Tables
    files: Path
    server: psycopg.Connection[Any]
    reached: list[tuple[int, Change]] = field(default_factory=list)
    ready: bool = False
    where: str = ""

    def __post_init__(self) -> None:
        self.get_ready()
        self.do(Points(self.files))  # the first compiles statements, with questions of its own
        self.get_ready()
        points = Points(self.files, watch=self._note)
        self.do(points)
        self.names, self.final, self.ready = points.names, self.reached[-1][1], False
        self.in_files = any(name.split()[0] in OPERATIONS for name in self.names)

    def _note(self, number: int) -> None:
        seen = change(self.before, self.tables.look())
        if seen != (self.reached[-1][1] if self.reached else NOTHING):
            self.reached.append((number, seen))

    def get_ready(self) -> None:
        self.situation = self.act.ready(self.town)
        self.before, self.tree, self.ready = self.tables.look(), Tree(self.files), True
        self.loose = loose_files(LATER).count()

    def do(self, points: Points) -> None:
        with counted(points):
            self.act.do(self.town, self.situation)

    def wanted(self, number: int, after: bool) -> Change:
        """What is there when a run ends before or after a point."""
        return next((seen for at, seen in reversed(self.reached) if at < number + after), NOTHING)

    def runs(self, wanted: int) -> Iterator[tuple[str, int, bool]]:
        """Way, point, and whether it is done: around each commit, and so many others; all, where there are no more."""
        count, commits = len(self.names), {at for at, _ in self.reached}
        step = max(1, -(-count // wanted))
        for number in range(1, count + 1):
            chosen = number % step == len(self.act.name) % step
            for after in (False, True):
                if number in commits or (chosen and (step == 1 or after is bool(number % 2))):
                    yield "kill", number, after
                if self.in_files and (number in commits or chosen) and (step == 1 or after):
                    yield "power", number, after
            if number % step == 0 and (step == 1 or number == step):
                yield "cut", number, False

    def crash(self, way: str, number: int, after: bool) -> None:
        """One run that does not reach its end; then the same asked again."""
        if not self.ready:
            self.get_ready()
        elif self.in_files:
            self.tree.put_back()
        self.where = f"{self.act.name}: {way} {'after' if after else 'before'} {number} {self.names[number - 1]}"
        points = Points(self.files, at=number, after=after, cut=self._cut if way == "cut" else None)
        if way == "cut":
            with suppress(*FAILED):
                self.do(points)
            connection.close()
        else:
            self.do(points)
        if way == "power":
            points.disk.lose()
        assert len(points.names) >= number, self.where
        wanted, seen = self.wanted(number, after), change(self.before, self.tables.look())
        assert seen == wanted, f"{self.where}\n{told(wanted, seen)}"
        check_sound(self.where)
        self.ask_again(wanted)

    def _cut(self, pid: int) -> None:
        self.server.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    def ask_again(self, wanted: Change) -> None:
        """Nothing was there: a rehearsal, which leaves nothing. Something was: in earnest."""
        if wanted == NOTHING:
            return self._compare(self._rehearsed())
        self.ready = False
        if wanted != self.final or self.act.again == "same":
            self.act.do(self.town, self.situation)
        elif self.act.again == "refused":
            with pytest.raises((Fault, Refused)):
                self.act.do(self.town, self.situation)
        return self._compare(change(self.before, self.tables.look()))

    def _rehearsed(self) -> Change:
        seen = NOTHING
        with suppress(Undone), transaction.atomic():
            self.act.do(self.town, self.situation)
            seen = change(self.before, self.tables.look(own))
            raise Undone
        return seen

    def _compare(self, seen: Change) -> None:
        seen = without(seen, loose_files(LATER).count() - self.loose if self.in_files else 0)
        assert seen == self.final, f"asked again after {self.where}\n{told(self.final, seen)}"


def check_sound(where: str) -> None:
    """Numbers without a gap, each file with its bytes, each half sent file with as much as its row counts."""
    found = counting.Count()
    counting.codes(found)
    counting.files(found)
    for book in NumberBook.objects.all():
        given = Document.objects.filter(number__endswith=f"/{book.book}").values_list("number", flat=True)
        counting.against(found, book.last, [int(number.partition("/")[0]) for number in given], book.book)
    assert found.sound, f"{where}: {found}"
    for upload in Upload.objects.filter(file=None, refused_vi="", received__gt=0):
        with uploads.partials().open(str(upload.pk)) as stream:
            assert len(stream.read()) >= upload.received, where


def check_here(stream: BinaryIO) -> Checked:
    with NamedTemporaryFile() as plain:
        plain.write(stream.read())
        plain.flush()
        return check(Path(plain.name))


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of files of its own; what looks at content does so in this process, whose points are counted."""
    monkeypatch.setattr(storing, "check_limited", check_here)
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        settings.FILES_ROOT = Path(folder) / "files"
        yield settings.FILES_ROOT


@pytest.fixture
def server() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(cluster.admin_of("postgres"), autocommit=True) as administrator:
        yield administrator


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.django_db(transaction=True)
def test_a_crash_leaves_all_or_nothing_and_asked_again_it_is_done_once(
    group: str, place: Path, server: psycopg.Connection[Any], request: pytest.FixtureRequest
) -> None:
    points = request.config.getoption("--examples") or POINTS
    with clock.frozen(NOW), closing(Tables()) as tables:
        town = build_town()
        for act in GROUPS[group]:
            trial = Trial(act, town, tables, place, server)
            for run in trial.runs(points):
                trial.crash(*run)
        assert not verify_ledger().findings and not verify_cases().first
