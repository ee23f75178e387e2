"""Programs that call the interface: each has a token, or none, and sends JSON."""

import io
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.test import Client
from PIL import Image

from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.kernel.actor import SYSTEM, Actor
from tests.support.town import Town

API = "/api/v1"
APPLICANT = {
    "full_name": "Nguyễn Thị Thử Nghiệm",
    "identity_number": "001185012345",
    "phone": "0912345678",
    "address": "Số 1, ngõ 2, phường Thử Nghiệm, Hà Nội",
}


@dataclass
class Caller:
    """`token` is sent as a bearer; without one the caller is a stranger."""

    token: str = ""
    client: Client = field(default_factory=Client)

    def headers(self, more: dict[str, str] | None = None) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return own | (more or {})

    def get(self, address: str, query: dict[str, Any] | None = None, **more: str) -> Any:
        return self.client.get(f"{API}{address}", query or {}, headers=self.headers(more))

    def post(self, address: str, body: Any, *, key: str | None = None, headers: dict[str, str] | None = None) -> Any:
        """`key` is a new one unless given; "" sends none."""
        chosen = str(uuid4()) if key is None else key
        sent = self.headers(({"Idempotency-Key": chosen} if chosen else {}) | (headers or {}))
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.post(f"{API}{address}", content, content_type="application/json", headers=sent)

    def send_file(self, content: bytes | None = None, *, name: str = "giay.png", key: str | None = None) -> Any:
        file = io.BytesIO(picture() if content is None else content)
        file.name = name
        headers = self.headers({"Idempotency-Key": key or str(uuid4())})
        return self.client.post(f"{API}/files", {"file": file}, headers=headers)

    def put(self, address: str, body: Any) -> Any:
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return self.client.put(f"{API}{address}", content, content_type="application/json", headers=self.headers())

    def send_decision(self, content: bytes, *, key: str | None = None, query: str = "") -> Any:
        file = io.BytesIO(content)
        file.name = "quyet-dinh.md"
        headers = self.headers({"Idempotency-Key": key or str(uuid4())})
        return self.client.post(f"{API}/process-imports{query}", {"file": file}, headers=headers)

    def move(self, case_id: str, action: str, **fields: Any) -> Any:
        return self.post(f"/cases/{case_id}/moves", {"action": action} | fields)


def caller(actor: Actor, *scopes: str) -> Caller:
    """Somebody of the town with a token of their account."""
    account = Account.objects.get(pk=actor.account_id)
    chosen = {"scopes": scopes} if scopes else {}
    _, text = create_token(actor=SYSTEM, account=account, name="thử", **chosen)
    return Caller(text)


def machine() -> Caller:
    """An outside system that stands for nobody."""
    account = Account.objects.create_account(f"he-thong-{uuid4().hex[:6]}", kind="machine")
    return Caller(create_token(actor=SYSTEM, account=account, name="thử")[1])


def picture(colour: str = "white") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (24, 24), colour).save(held, "PNG")
    return held.getvalue()


def filing(town: Town, **changed: Any) -> dict[str, Any]:
    """What an official sends for a paper case."""
    told = {
        "procedure": town.version.procedure.code,
        "office": town.office.identifier,
        "applicant": APPLICANT,
        "papers": [{"position": 1, "originals": 1}],
    }
    return told | changed


def filed(by: Caller, town: Town) -> str:
    """A case that waits for acceptance; its id."""
    answer = by.post("/cases", filing(town))
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def online_filing(by: Caller, town: Town) -> dict[str, Any]:
    """What a citizen sends, with a file sent ahead."""
    sent = by.send_file()
    assert sent.status_code == 201, sent.content
    return filing(town, papers=[{"position": 1, "files": [sent.json()["id"]]}])


def accepted(by: Caller, town: Town) -> str:
    case_id = filed(by, town)
    answer = by.post(f"/cases/{case_id}/accept", {})
    assert answer.status_code == 200, answer.content
    return case_id


def code_of(answer: Any) -> str:
    """The code of a problem; the shape is checked on the way."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["type"].endswith(told["code"]) and told["title"] and told["detail"] and told["detail_en"]
    return str(told["code"])


def whole(answer: Any) -> bytes:
    """The bytes of a streamed answer; reading to its end also closes it."""
    return b"".join(answer.streaming_content)
