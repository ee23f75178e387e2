"""Is it a city people can use? Some thirty journeys over HTTP through one that was brought back, which is thrown away.

Who is asked for is somebody who stands in it: officials of a known case, its citizen, an administrator. Where nobody
stands there, the journey is left out, and told. Only a copy may be walked: people without an account get one.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
from django.conf import settings

from motcua.base.access.models import Account
from motcua.base.documents.models import Document
from motcua.base.documents.services import verification_token
from motcua.casework import tracking
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency, Person, Position
from motcua.kernel import clock
from motcua.kernel.home import Home
from motcua.kernel.ids import new_id
from motcua.ops import web
from motcua.ops.bench.life import session_of_account
from motcua.ops.processes import free_port, wait_for_port

READY_SECONDS = 120
ANYBODY = (
    "/", "/thu-tuc/", "/thu-tuc/?q=khai+sinh", "/tra-cuu/", "/can-bo/dang-nhap/", "/healthz",
    "/api/v1/openapi.json", "/api/v1/procedures?q=khai+sinh",
)  # fmt: skip
CITIZEN = ("/ho-so/", "/thong-bao/", "/du-lieu-cua-toi/", "/phien/")
COUNTER = (
    "/can-bo/viec/",
    "/can-bo/tiep-nhan/",
    "/can-bo/tiep-nhan/thu-tuc/",
    "/can-bo/tra-ket-qua/",
    "/can-bo/nhac-viec/",
)
SPECIALIST = ("/can-bo/viec/", "/can-bo/phoi-hop/", "/can-bo/mau-tra-loi/")
LEADER = ("/can-bo/viec/", "/can-bo/phan-cong/", "/can-bo/vang-mat/", "/can-bo/du-lieu/")
ADMINISTRATOR = ("/quan-tri/", "/quan-tri/lich/", "/quan-tri/danh-muc/", "/quan-tri/quy-trinh/", "/quan-tri/luu-giu/")


@dataclass
class Walked:
    """`failed` tells what came instead; `left_out` who is not there."""

    journeys: int = 0
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    slowest_ms: int = 0


@dataclass(frozen=True, slots=True)
class Journey:
    """What somebody asks for, and what must stand in the answer."""

    who: str
    path: str
    shows: str = ""


def walk() -> Walked:
    """Through a web server of its own over the city of this process."""
    walked = Walked()
    journeys, sessions = list(_journeys(walked)), dict[str, str]()
    with opened() as browser:
        for one in journeys:
            if one.who not in sessions:
                sessions[one.who] = _cookie(one.who)
            began = time.monotonic()
            answer = browser.get(one.path, headers={"Cookie": sessions[one.who]})
            walked.slowest_ms = max(walked.slowest_ms, round((time.monotonic() - began) * 1000))
            walked.journeys += 1
            if answer.status_code != 200 or one.shows not in answer.text:
                walked.failed.append(f"{one.path}: {answer.status_code}{' without ' + one.shows if one.shows else ''}")
    return walked


def _journeys(walked: Walked) -> Iterator[Journey]:
    yield from (Journey("", path) for path in ANYBODY)
    if (Home.current().path / "seal.key").exists():
        yield Journey("", "/niem-phong/khoa.pem", "PUBLIC KEY")
    case = Case.objects.filter(code__isnull=False).order_by("-created_at").first()
    if case is None:
        walked.left_out.append("no case")
    else:
        yield from _with_case(case, walked)
        yield from _as_citizen(walked)
    yield from _as(_official("administrator", None), "administrator", ADMINISTRATOR, walked)


def _with_case(case: Case, walked: Walked) -> Iterator[Journey]:
    """What is known of one case, by everybody who may."""
    code, procedure = str(case.code), case.procedure_version.procedure.code
    yield Journey("", f"/thu-tuc/{procedure}/", procedure)
    yield Journey("", f"/tra-cuu/?code={code}", code)
    yield Journey("", f"/t/{tracking.token_of(case)}", code)
    paper = Document.objects.filter(subject_kind="case", subject_id=str(case.pk), kind="receipt").first()
    if paper is not None:
        yield Journey("", f"/verify/{verification_token(paper)}")
    own = (f"/can-bo/ho-so/{case.pk}/",)
    counter = _official("counter_official", case.receiving_agency)
    yield from _as(counter, "counter official", COUNTER + own, walked)
    yield from _as(_official("specialist", case.resolving_agency), "specialist", SPECIALIST + own, walked)
    yield from _as(_official("leader", case.resolving_agency), "leader", LEADER + own, walked)
    if paper is not None and counter:
        yield Journey(counter, f"/can-bo/phieu/{paper.pk}/", "%PDF-")


def _as_citizen(walked: Walked) -> Iterator[Journey]:
    """Somebody who filed online."""
    case = Case.objects.filter(code__isnull=False, filer__isnull=False).order_by("-created_at").first()
    who = _citizen(case.filer) if case is not None and case.filer is not None else ""
    yield from _as(who, "citizen", (*CITIZEN, f"/ho-so/{case.pk}/") if case else CITIZEN, walked)


def _as(who: str, called: str, paths: tuple[str, ...], walked: Walked) -> Iterator[Journey]:
    if not who:
        walked.left_out.append(called)
        return
    yield from (Journey(who, path) for path in paths)


def _official(role: str, agency: Agency | None) -> str:
    """The account of somebody who holds it, "" where nobody does."""
    held = Position.objects.filter(roles__contains=[role], valid__contains=clock.today()).select_related("person")
    position = (held.filter(agency=agency) if agency else held).order_by("pk").first()
    if position is None:
        return ""
    person = position.person
    if person.staff_account_id is None:
        person.staff_account = _account("official")
        person.save(update_fields=["staff_account"])
    return str(person.staff_account_id)


def _citizen(person: Person) -> str:
    if person.account_id is None:
        person.account = _account("citizen")
        person.save(update_fields=["account"])
    return str(person.account_id)


def _account(kind: str) -> Account:
    return Account.objects.create_account(f"drill-{new_id().hex}", kind=kind)


def _cookie(account_id: str) -> str:
    if not account_id:
        return ""
    Account.objects.filter(pk=account_id).update(must_change_password=False)
    return f"{settings.SESSION_COOKIE_NAME}={session_of_account(Account.objects.get(pk=account_id))}"


@contextmanager
def opened() -> Iterator[httpx.Client]:
    """A browser before a web server of its own."""
    port = free_port()
    process = subprocess.Popen(web.command(port, workers=1), env=os.environ | web.SERVED)
    try:
        if not wait_for_port(port, READY_SECONDS, lambda: process.poll() is None):
            raise RuntimeError("the web server did not start")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as browser:
            yield browser
    finally:
        process.terminate()
        process.wait(30)
