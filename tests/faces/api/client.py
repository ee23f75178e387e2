"""A program that uses the API: one token, a fresh key for every act, every answer held against the description."""

import json
from typing import Any

from django.test import Client
from jsonschema import Draft202012Validator

from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.faces.api.house import openapi
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.ids import new_id

PREFIX = "/api/v1"
PROBLEM = "application/problem+json"


class Program:
    """Calls in the name of `actor`, or of nobody."""

    def __init__(self, actor: Actor | None = None) -> None:
        self.client = Client()
        self.headers: dict[str, str] = {}
        if actor is not None:
            account = Account.objects.get(pk=actor.account_id)
            _, text = create_token(actor=SYSTEM, account=account, name="thử")
            self.headers["Authorization"] = f"Bearer {text}"

    def get(self, path: str, **query: str) -> Any:
        return conforming("get", path, self.client.get(PREFIX + path, query, headers=self.headers))

    def post(self, path: str, body: Any, *, key: str | None = "", headers: dict[str, str] | None = None) -> Any:
        """`key`: "" for a fresh one, None for none."""
        sent = self.headers | (headers or {})
        if key is not None:
            sent["Idempotency-Key"] = key or str(new_id())
        text = body if isinstance(body, (str, bytes)) else json.dumps(body)
        answer = self.client.post(PREFIX + path, text, content_type="application/json", headers=sent)
        return conforming("post", path, answer)

    def send(self, file: Any, *, key: str | None = None) -> Any:
        sent = self.headers | ({"Idempotency-Key": key} if key else {})
        return conforming("post", "/files", self.client.post(f"{PREFIX}/files", {"file": file}, headers=sent))


def conforming(method: str, path: str, answer: Any) -> Any:
    """The answer, after it was held against what is published for it."""
    operation = operation_at(method, path)
    if operation is None:
        return answer
    published = operation["responses"].get(str(answer.status_code))
    assert published is not None, f"{answer.status_code} is not published for {method} {path}: {answer.content!r}"
    media_type = answer["Content-Type"].partition(";")[0]
    assert media_type in published["content"]
    if "json" in media_type:
        schema = published["content"][media_type]["schema"] | {"components": openapi()["components"]}
        Draft202012Validator(schema).validate(answer.json())
    if answer.status_code >= 400:
        assert media_type == PROBLEM
        assert answer.json()["status"] == answer.status_code
    return answer


def operation_at(method: str, path: str) -> dict[str, Any] | None:
    """What is published for an address, its variables filled or not."""
    asked = (PREFIX + path.partition("?")[0]).split("/")
    for template, operations in openapi()["paths"].items():
        parts = template.split("/")
        if len(parts) == len(asked) and all(a == b or a[:1] == "{" for a, b in zip(parts, asked, strict=True)):
            found: dict[str, Any] | None = operations.get(method)
            return found
    return None
