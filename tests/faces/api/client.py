"""Programs whose every answer is held against the published description."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from jsonschema import Draft202012Validator

from motcua.faces.api.house import openapi
from motcua.kernel.actor import Actor
from motcua.kernel.ids import new_id
from tests.faces.api.callers import Caller, caller, picture

PREFIX = "/api/v1"
PROBLEM = "application/problem+json"


class Program(Caller):
    """A caller that reads the description."""

    def get(self, address: str, query: dict[str, Any] | None = None, **more: str) -> Any:
        return conforming("get", address, super().get(address, query, **more))

    def post(self, address: str, body: Any, *, key: str | None = None, headers: dict[str, str] | None = None) -> Any:
        return conforming("post", address, super().post(address, body, key=key, headers=headers))

    def send(self, file: Any, *, key: str = "") -> Any:
        """With a new key unless one is given."""
        headers = self.headers({"Idempotency-Key": key or str(new_id())})
        return conforming("post", "/files", self.client.post(f"{PREFIX}/files", {"file": file}, headers=headers))


def program(actor: Actor | None) -> Program:
    """A program of somebody of the town, with a new token; None: of nobody."""
    return Program(caller(actor).token if actor else "")


def photo(name: str = "to-khai.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture(), content_type="image/png")


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
