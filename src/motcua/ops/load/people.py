"""What people ask for on a Monday morning, each as a browser or a program sends it."""

import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from secrets import token_hex
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from motcua.domain.cases.models import Case
from motcua.domain.cases.states import OPEN
from motcua.ops.bench.life import Lives, session_of

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SECONDS = 30
KEPT = 400
"""Codes and cases a desk's people ask for."""
FIELD = re.compile(r'name="(expected|seen)"[^>]*value="([^"]*)"')
SEARCHED = ("khai sinh", "kết hôn", "chung thuc", "đất", "tạm trú", "giấy phép", "ho ngheo", "khai tu")
TEXT = "Giải quyết theo đề nghị, đã đối chiếu đủ giấy tờ."
WAY: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("counter_official", "accept", {}),
    ("counter_official", "forward", {"note": TEXT}),
    ("specialist", "forward", {"note": TEXT}),
    ("leader", "decide", {"outcome": "granted", "text": TEXT}),
)
"""What is done with a case after it was filed: by whom, and what is typed."""


class NotLoopback(Exception):
    """Load is for this machine alone."""


class Wrong(Exception):
    """No answer, or one that nobody hoped for."""


class Overtaken(Exception):
    """A colleague was faster; the page said so."""


def loopback(site: str) -> str:
    """`site` where it is this machine. NotLoopback."""
    if urlsplit(site).hostname not in LOOPBACK:
        raise NotLoopback(site)
    return site


@dataclass
class Work:
    """A desk and what is to be done there, shared by everybody who works at it."""

    lives: Lives
    codes: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    waiting: tuple["deque[str]", ...] = field(default_factory=lambda: tuple(deque() for _ in WAY))
    filed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def number(self) -> int:
        with self.lock:
            self.filed += 1
            return self.filed

    def next_act(self) -> tuple[int, str] | None:
        """The case furthest on its way, and which act it waits for."""
        for place in reversed(range(len(WAY))):
            try:
                return place, self.waiting[place].popleft()
            except IndexError:
                continue
        return None


def work_of(lives: Lives) -> Work:
    """The latest cases of a desk."""
    here = Case.objects.filter(office=lives.desk.office.pk, code__isnull=False).order_by("-created_at")
    found = [*here.filter(state__in=OPEN)[: KEPT // 2], *here.exclude(state__in=OPEN)[:KEPT]]
    return Work(lives, [str(case.code) for case in found], [str(case.pk) for case in found])


class Client:
    """One window at a time: sessions of a desk's officials, and a citizen's without one. For one thread."""

    def __init__(self, site: str, work: Work, place: int) -> None:
        self.site, self.work, self.asked = loopback(site), work, place
        self.http = httpx.Client(timeout=SECONDS, trust_env=False)
        self.lives = replace(work.lives, site=f"{site}/", http=self.http, cases={}, codes={})
        self.sessions = {role: session_of(official) for role, official in work.lives.desk.officials.items()}
        self.ways: dict[str, Callable[[], None]] = {
            "track": self.track, "search": self.search, "procedure": self.procedure, "file": self.file,
            "reception": self.reception, "worklist": self.worklist, "case_page": self.case_page, "act": self.act,
        }  # fmt: skip

    def ask(self, kind: str) -> None:
        """Wrong, Overtaken."""
        self.asked += 1
        try:
            self.ways[kind]()
        except httpx.HTTPError as error:
            raise Wrong(f"{kind}: {type(error).__name__}") from error

    def one(self, among: "list[str] | tuple[str, ...]") -> str:
        return among[self.asked % len(among)]

    def page(self, path: str, role: str = "") -> httpx.Response:
        answer = self.http.get(self.site + path, headers=self.headers(role))
        if answer.status_code != 200:
            raise Wrong(f"{path}: {answer.status_code}")
        if "X-Waiting" in answer.headers:
            raise Wrong(f"{path}: the waiting room")
        return answer

    def headers(self, role: str, more: str = "") -> dict[str, str]:
        return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.sessions[role]}{more}"} if role else {}

    def track(self) -> None:
        self.page(f"/tra-cuu/?ma={self.one(self.work.codes)}")

    def search(self) -> None:
        self.page(f"/thu-tuc/?q={self.one(SEARCHED)}")

    def procedure(self) -> None:
        self.page(f"/thu-tuc/{self.work.lives.desk.version.procedure.code}/")

    def reception(self) -> None:
        self.page(f"/can-bo/tiep-nhan/?tt={self.one(SEARCHED)}", "counter_official")

    def worklist(self) -> None:
        self.page("/can-bo/viec/", self.one([role for role, _, _ in WAY]))

    def case_page(self) -> None:
        self.page(f"/can-bo/ho-so/{self.one(self.work.cases)}/", "counter_official")

    def file(self) -> None:
        """As a program files for a citizen."""
        number = self.work.number()
        try:
            self.lives.step("file", number)
        except AssertionError as refused:
            raise Wrong(f"file: {str(refused)[:200]}") from refused
        self.work.waiting[0].append(self.lives.cases.pop(number))

    def act(self) -> None:
        """The form and its button; where nothing waits, a look at the worklist."""
        found = self.work.next_act()
        if found is None:
            self.worklist()
            return
        place, case_id = found
        role, name, typed = WAY[place]
        path = f"/can-bo/ho-so/{case_id}/{name}/"
        brought = dict(FIELD.findall(self.page(path, role).text))
        token = token_hex(16)
        answer = self.http.post(
            self.site + path, data=typed | brought | {"csrfmiddlewaretoken": token},
            headers=self.headers(role, f"; {settings.CSRF_COOKIE_NAME}={token}"),
        )  # fmt: skip
        if answer.status_code == 409:
            raise Overtaken
        if answer.status_code != 302:
            raise Wrong(f"{name}: {answer.status_code}")
        if place + 1 < len(WAY):
            self.work.waiting[place + 1].append(case_id)
