"""The life of a case as its officials' programs live it: over HTTP, with tokens, one request for each act."""

import importlib
from dataclasses import dataclass, field
from uuid import uuid4

import httpx
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import CSRF_SECRET_LENGTH as SECRET
from django.utils.crypto import get_random_string

from motcua.base.access.models import Account
from motcua.base.access.signin import sign_in
from motcua.ops.bench.city import Desk, Official

Body = dict[str, object]

ACTS: tuple[tuple[str, str, Body], ...] = (
    ("accept", "counter_official", {}),
    ("move", "counter_official", {"action": "forward"}),
    ("move_on", "specialist", {"action": "forward"}),
    ("decide", "leader", {"action": "decide", "outcome": "granted", "text": "Giải quyết theo đề nghị."}),
    ("hand_over", "counter_official", {
        "action": "hand_over", "receiver": "Nguyễn Văn Thành", "identity_shown": "Thẻ căn cước",
    }),
    ("close", "counter_official", {"action": "close"}),
)  # fmt: skip
"""What follows the filing: name, who does it, what is sent."""
STEPS = ("file", *(name for name, _, _ in ACTS))


@dataclass
class Lives:
    """Cases at one desk, each step done for all of them before the next."""

    site: str
    desk: Desk
    http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))
    cases: dict[int, str] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)

    def whole(self, number: int, until: str = STEPS[-1]) -> None:
        for name in STEPS[: STEPS.index(until) + 1]:
            self.step(name, number)

    def step(self, name: str, number: int) -> None:
        """Step `name` of the case `number`. AssertionError where it is refused."""
        if name == "file":
            case = self.post("cases", "counter_official", self.filing(number))
            self.cases[number] = str(case["id"])
            return
        _, role, body = next(act for act in ACTS if act[0] == name)
        path = f"cases/{self.cases[number]}/{'accept' if name == 'accept' else 'moves'}"
        case = self.post(path, role, body)
        self.codes[number] = str(case["code"])

    def filing(self, number: int) -> Body:
        return {
            "procedure": self.desk.version.procedure.code,
            "office": self.desk.office.identifier,
            "applicant": {"full_name": f"Người Nộp Số {number}", "phone": "0900000100", "address": "Ba Đình, Hà Nội"},
            "papers": [{"position": place, "originals": 1} for place in (1, 2, 3)],
        }

    def post(self, path: str, role: str, body: Body) -> dict[str, object]:
        token = self.desk.officials[role].token
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4()), "Cookie": ""}
        answer = self.http.post(f"{self.site}api/v1/{path}", json=body, headers=headers)
        assert answer.status_code in (200, 201), answer.text
        told: dict[str, object] = answer.json()
        return told

    def get(self, path: str, *, signed_in: bool = True) -> str:
        """A page, as the official signed in or as anybody."""
        answer = self.http.get(self.site + path, headers=None if signed_in else {"Cookie": ""})
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.headers.get('location', '')}"
        return answer.text

    def sign_in(self, official: Official) -> None:
        """From now on pages are asked for with what the browser of `official` holds since they signed in."""
        held = {
            settings.SESSION_COOKIE_NAME: session_of(official),
            settings.CSRF_COOKIE_NAME: get_random_string(SECRET),
        }
        self.http.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in held.items())


def session_of(official: Official) -> str:
    """The cookie the browser of a signed-in official holds."""
    return session_of_account(Account.objects.get(pk=official.account.pk))


def session_of_account(account: Account) -> str:
    request = HttpRequest()
    request.session = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
    sign_in(request, account)
    request.session.save()
    key: str = request.session.session_key or ""
    return key
