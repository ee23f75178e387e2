"""Those who work while things fail: programs and people who file, officials who carry cases to their decision.

Whoever gets no answer asks again, as people do: a program with the same key, a person with the same form, an official
after a look at the case.
"""

import hashlib
import io
import re
import threading
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

import httpx
from PIL import Image

from motcua.ops.faults.browsing import Browser, Silence
from motcua.ops.faults.told import ACCEPTED, DECIDED, FORWARDED, Told
from motcua.ops.faults.town import ADDRESS, PASSWORD, Desk, Town

BREATH = 0.1
AHEAD = 60
"""So many cases wait at a desk at most: those who file wait for those who decide."""
IDENTITY = "001190999901"
PROVIDER = re.compile(r'href="(/dang-nhap/vneid/[^"]+)"')
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
PAPER = re.compile(r'name="paper" value="([^"]+)"')
TEMPORARY = frozenset({409, 425, 429})
WHO = {
    "kind": "person", "identity_number": "001085012345", "birth_date": "1/2/1985", "phone": "0912345678",
    "email": ADDRESS, "address": "Số 1, ngõ 2, Hà Nội", "organisation": "", "tax_code": "", "summary": "",
    "result_wanted": "counter",
}  # fmt: skip
WAY = (
    ("counter_official", "accept", ACCEPTED, ""),
    ("counter_official", "forward", FORWARDED, "note"),
    ("specialist", "forward", FORWARDED, "note"),
    ("leader", "decide", DECIDED, "text"),
)
"""Who does what with a case, what the ledger calls it, and the field that takes a text."""

Queues = tuple[SimpleQueue[str], ...]


class Worker(threading.Thread):
    """Does its turn again and again until told to stop."""

    def __init__(self, site: str, town: Town, told: Told, queues: Queues) -> None:
        super().__init__(name=type(self).__name__, daemon=True)
        self.site, self.town, self.told, self.queues = site, town, told, queues
        self.ending = threading.Event()

    def run(self) -> None:
        while not self.ending.is_set():
            try:
                self.turn()
            except Silence:
                self.ending.wait(BREATH)
            except Exception as error:
                self.told.note_failure(f"{self.name}: {type(error).__name__}: {error}"[:300])
                self.ending.wait(BREATH)

    def turn(self) -> None:
        raise NotImplementedError

    def go_on(self) -> None:
        """Silence once told to stop: nothing new is begun."""
        if self.ending.is_set():
            raise Silence("stopping")

    def next_desk(self) -> int:
        """The desk with the shortest queue, once it has room."""
        while not self.ending.is_set():
            sizes = [queue.qsize() for queue in self.queues]
            if min(sizes) < AHEAD:
                return sizes.index(min(sizes))
            self.ending.wait(BREATH)
        raise Silence("stopping")


class Program(Worker):
    """Files for its citizen over the API, with the same key until it is acknowledged."""

    def turn(self) -> None:
        which, marked = self.next_desk(), str(uuid4())
        browser = Browser(self.site, self.told, {"Authorization": f"Bearer {self.town.token}"})
        content = photo()
        sent = self.insist(browser, "files", files={"file": ("to-khai.jpg", content, "image/jpeg")})
        case = self.insist(browser, "cases", json={
            "procedure": self.town.asked.code, "office": self.town.desks[which].identifier,
            "applicant": {"full_name": f"Người Nộp {marked}", "phone": "0900000100", "address": "Hà Nội",
                          "email": ADDRESS},
            "papers": [{"position": self.town.asked.position, "files": [sent["id"]]}],
        })  # fmt: skip
        self.told.note_filed(str(case["id"]), hashlib.sha256(content).hexdigest())
        self.queues[which].put(str(case["id"]))
        browser.http.close()

    def insist(self, browser: Browser, path: str, **sent: Any) -> dict[str, object]:
        """What was acknowledged. Silence when stopped before."""
        key = str(uuid4())
        while True:
            self.go_on()
            try:
                answer = browser.ask("POST", f"/api/v1/{path}", headers={"Idempotency-Key": key}, **sent)
            except Silence:
                self.ending.wait(BREATH)
                continue
            if answer.status_code in (200, 201):
                taken: dict[str, object] = answer.json()
                return taken
            if answer.status_code not in TEMPORARY:
                self.told.note_failure(f"{path}: {answer.status_code} {answer.text[:200]}")
            self.ending.wait(BREATH)


class Person(Worker):
    """Signs in through the identity provider and files page by page."""

    browser: Browser | None = None

    def turn(self) -> None:
        if self.browser is None:
            self.browser = self.signed_in()
        which, content = self.next_desk(), photo()
        way = self.begun(self.browser, which)
        if not way:
            self.browser = None
            return
        self.press(self.browser, f"{way}nguoi-nop/", WHO | {"full_name": f"Người Nộp {uuid4()}"})
        papers = list(dict.fromkeys(PAPER.findall(self.looked(self.browser, f"{way}giay-to/").text)))
        files = {"file": ("to-khai.jpg", content, "image/jpeg")}
        self.press(self.browser, f"{way}giay-to/", {"paper": papers[self.town.asked.position - 1]}, files)
        case_id = way.split("/")[-2]
        self.press(self.browser, f"{way}kiem-tra/", {})
        self.told.note_filed(case_id, hashlib.sha256(content).hexdigest())
        self.queues[which].put(case_id)

    def signed_in(self) -> Browser:
        """Our page, the provider's page, and back. Silence wherever somebody does not answer as hoped."""
        browser = Browser(self.site, self.told)
        start = found(PROVIDER, browser.get("/dang-nhap/")).replace("&amp;", "&")
        page = browser.get(hop(browser.get(start)))
        fields = {"ticket": found(TICKET, page), "number": IDENTITY}
        there = browser.ask("POST", str(page.url.copy_with(query=None)), data=fields)
        hop(browser.get(hop(there)))
        self.told.note_sign_in()
        return browser

    def begun(self, browser: Browser, which: int) -> str:
        """The path of a new draft; empty when the session is gone."""
        path = f"/nop-ho-so/{self.town.asked.code}/"
        if browser.get(path).status_code != 200:
            return ""
        answer = browser.post(path, {"office": self.town.desks[which].office_id})
        there = answer.headers.get("location", "")
        return there.removesuffix("nguoi-nop/") if there.endswith("nguoi-nop/") else ""

    def looked(self, browser: Browser, path: str) -> httpx.Response:
        while True:
            self.go_on()
            try:
                return browser.get(path)
            except Silence:
                self.ending.wait(BREATH)

    def press(self, browser: Browser, path: str, fields: dict[str, str], files: object = None) -> None:
        """The button of a page, again until it leads on. Silence when stopped before."""
        while True:
            self.go_on()
            try:
                answer = browser.post(path, fields, files)
            except Silence:
                self.ending.wait(BREATH)
                continue
            if answer.status_code == 302:
                return
            self.told.note_failure(f"{path}: {answer.status_code} {answer.text[-300:]}")
            raise Silence(str(answer.status_code))


class Officials(Worker):
    """The officials of one office: each case is accepted, sent on twice and decided, page by page."""

    def __init__(self, site: str, town: Town, told: Told, queues: Queues, which: int) -> None:
        super().__init__(site, town, told, queues)
        self.desk, self.queue = town.desks[which], queues[which]
        self.browsers = {role: Browser(site, told) for role in self.desk.names}

    def turn(self) -> None:
        try:
            case_id = self.queue.get(timeout=BREATH)
        except Empty:
            return
        for role, name, kind, field in WAY:
            self.told.note_meant(case_id, kind)
            self.act(self.browsers[role], role, case_id, name, kind, field)

    def act(self, browser: Browser, role: str, case_id: str, name: str, kind: str, field: str) -> None:
        """One act, until it is acknowledged, or a look at the case shows that it was done though no answer came."""
        path, text, unanswered = f"/can-bo/ho-so/{case_id}/{name}/", f"Ý kiến của cán bộ, lượt {uuid4()}", False
        typed = {field: text, "outcome": "granted"} if field else {}
        while True:
            self.go_on()
            try:
                page = browser.get(path)
                if page.status_code == 302:
                    sign_in(browser, self.desk, role)
                    continue
                if page.status_code != 200:
                    if not unanswered:
                        self.told.note_failure(f"{path}: {page.status_code}, though nobody did it before")
                    return
                brought = browser.fields_of(page)
                answer = browser.post(path, typed | {one: brought.get(one, "") for one in ("expected", "seen")})
            except Silence:
                unanswered = True
                self.ending.wait(BREATH)
                continue
            if answer.status_code == 302:
                self.told.note_act(case_id, kind)
                return
            if answer.status_code != 409:
                self.told.note_failure(f"{path}: {answer.status_code}")
                return


def sign_in(browser: Browser, desk: Desk, role: str) -> None:
    """With name and password. Silence when it does not lead to the desk."""
    browser.get("/can-bo/dang-nhap/")
    typed = {"username": desk.names[role], "password": PASSWORD, "next": "/can-bo/viec/"}
    if browser.post("/can-bo/dang-nhap/", typed).status_code != 302:
        raise Silence("not signed in")
    browser.told.note_sign_in()


def hop(answer: httpx.Response) -> str:
    """Where an answer leads. Silence when nowhere."""
    there = answer.headers.get("location", "")
    if not there:
        raise Silence(f"{answer.url.path}: {answer.status_code}")
    return str(answer.url.join(there))


def found(pattern: "re.Pattern[str]", page: httpx.Response) -> str:
    match = pattern.search(page.text)
    if match is None:
        raise Silence(f"{page.url.path}: {page.status_code}")
    return match[1]


def photo() -> bytes:
    """A small picture, different each time."""
    content = io.BytesIO()
    mark = uuid4().bytes
    picture = Image.new("RGB", (64, 48), tuple(mark[:3]))
    for place, value in enumerate(mark):
        picture.paste((value, value, 255 - value), (place * 4, 0, place * 4 + 4, 48))
    picture.save(content, "JPEG")
    return content.getvalue()


def begin(site: str, town: Town, told: Told) -> list[Worker]:
    """Everybody comes to work."""
    queues: Queues = tuple(SimpleQueue() for _ in town.desks)
    people: list[Worker] = [Program(site, town, told, queues), Program(site, town, told, queues)]
    people += [Person(site, town, told, queues)]
    people += [Officials(site, town, told, queues, which) for which in range(len(town.desks))]
    for one in people:
        one.start()
    return people


def end(people: list[Worker]) -> None:
    """Everybody finishes the press they are at."""
    for one in people:
        one.ending.set()
    for one in people:
        one.join(60)
