"""What a page loads travels compressed, is kept for a year, and is fetched anew as soon as it changes."""

from pathlib import Path

import pytest
from django.templatetags.static import static
from django.test import Client

from motcua.base.ui import statics

PACKED = {"HTTP_ACCEPT_ENCODING": "gzip"}


def body(answer: object) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_a_marked_address_is_kept_and_a_bare_one_is_not(client: Client) -> None:
    address = static("ui/parts.css")
    assert "?v=" in address
    marked, bare = client.get(address, **PACKED), client.get(address.partition("?")[0], **PACKED)
    assert marked.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "immutable" not in bare.headers["Cache-Control"]
    body(marked), body(bare)


@pytest.mark.parametrize("name", ["ui/parts.css", "ui/motcua.js", "ui/icons.svg"])
def test_it_travels_compressed(client: Client, name: str) -> None:
    answer = client.get(static(name), **PACKED)
    assert answer.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer.headers["Vary"]
    assert len(body(answer)) < 0.5 * len(body(client.get(static(name))))


def test_another_content_has_another_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.css"
    monkeypatch.setattr(statics.finders, "find", lambda name: str(place))
    marks = []
    for content in ("a", "b", "a"):
        place.write_text(content)
        marks.append(statics.mark.__wrapped__("a.css"))
    assert marks[0] == marks[2] != marks[1]


def test_what_is_not_there_has_no_mark() -> None:
    assert statics.mark("ui/nothing.css") == "" and static("ui/nothing.css").endswith("/ui/nothing.css")


def test_pages_travel_compressed(client: Client) -> None:
    assert client.get("/", **PACKED).headers["Content-Encoding"] == "gzip"
