"""The log of requests and jobs: planted personal data is in every place of a request and in no line."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from motcua.kernel.errors import Conflict
from motcua.kernel.ids import new_id
from motcua.ops.watching.lines import LineFormatter, OneLineEach
from motcua.ops.watching.middleware import RequestLineMiddleware

NAME, NUMBER, PHONE, CODE = "Nguyễn Thị Hạnh Planted", "001188012345", "0912345678", "TRACK-PLANTED-7Q"
PLANTED = (NAME, "Planted", "planted", "PLANTED", NUMBER, PHONE, "Nguy%E1%BB%85n")


@pytest.fixture
def log(settings: LazySettings) -> Iterator[io.StringIO]:
    """What the handler of a running city would have written."""
    settings.MOTCUA_LINES = True
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter())
    handler.addFilter(OneLineEach())
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "motcua.requests", "procrastinate")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.INFO)
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.django_db
def test_nothing_of_a_person_comes_into_the_log_from_any_place_of_a_request(client: Client, log: io.StringIO) -> None:
    client.cookies["lang"] = NUMBER
    headers = {"X-Request-ID": CODE, "Referer": f"http://x/{NUMBER}", "User-Agent": PHONE, "Authorization": NUMBER}
    pages = [
        f"/t/{CODE}/", f"/thu-tuc/{NUMBER}/", f"/{NAME}/", f"/?q={NAME}&cccd={NUMBER}", f"/ho-so/{new_id()}/",
        f"/tra-cuu/?ma={CODE}", f"/static/{NUMBER}.css", f"/api/v1/cases/{CODE}",
    ]  # fmt: skip
    for page in pages:
        client.get(page, headers=headers)
        client.post(
            page, {"full_name": NAME, "file": SimpleUploadedFile(f"{NAME}.pdf", NUMBER.encode())}, headers=headers
        )
    client.generic("NGUYENPLANTED", "/", headers=headers)
    client.post("/can-bo/dang-nhap/", {"username": NAME, "password": PHONE}, headers=headers)
    asked = [line for line in lines(log) if line.get("event") == "request"]
    assert len(asked) == 2 * len(pages) + 2
    assert [word for word in PLANTED if word in log.getvalue()] == []
    assert {"-", "static", "/", "/thu-tuc/<str:code>/"} <= {line["route"] for line in asked}


@pytest.mark.django_db
def test_a_line_tells_what_was_asked_how_it_ended_and_the_number_of_the_answer(
    client: Client, log: io.StringIO
) -> None:
    answer = client.get("/thu-tuc/")
    (line,) = lines(log)
    assert line["request"] == answer["X-Request-ID"] and len(line["request"]) == 16
    assert (line["method"], line["route"], line["status"]) == ("GET", "/thu-tuc/", 200)
    assert line["ms"] > 0 and line["statements"] > 0
    assert client.get("/healthz")["X-Request-ID"] != answer["X-Request-ID"]
    assert lines(log)[1]["statements"] == 0
    assert client.get("/khong-co/").status_code == 404
    assert [line["status"] for line in lines(log)[2:]] == [404], "one line, not Django's beside it"


def fails(request: HttpRequest) -> HttpResponse:
    secret = NUMBER
    raise ValueError(f"Key (name)=({NAME}, {secret}) already exists")


def test_an_error_is_told_by_class_and_places_without_its_words(log: io.StringIO) -> None:
    request = RequestFactory().get("/x/")
    seen = RequestLineMiddleware(lambda request: HttpResponse(status=500))
    try:
        fails(request)
    except ValueError as error:
        seen.process_exception(request, error)
    seen(request)
    (line,) = lines(log)
    assert line["level"] == "error" and line["error"]["class"] == "builtins.ValueError"
    assert line["error"]["places"][-1].endswith(" fails")
    assert NAME not in log.getvalue() and NUMBER not in log.getvalue()


def test_other_lines_keep_what_was_filled_in_to_themselves(log: io.StringIO) -> None:
    told = new_id()
    try:
        raise Conflict(name=NAME)
    except Conflict:
        logging.getLogger("motcua.any").exception("%s broke on %s, row %s", NAME, told, 7)
    logging.getLogger("weasyprint").error(f"cannot draw {NAME}")
    own, other = lines(log)
    assert (own["event"], own["about"]) == ("%s broke on %s, row %s", [str(told), "7"])
    assert own["error"]["code"] == Conflict.code
    assert set(other) == {"time", "level", "from"}
    assert NAME not in log.getvalue()


def test_a_job_is_one_line_by_name_and_number_without_what_it_was_given(log: io.StringIO) -> None:
    worker = logging.getLogger("procrastinate.worker")
    job = {"id": 12, "task_name": "files.check", "queue": "files", "task_kwargs": {"name": NAME}}
    worker.info(f"Starting files.check({NAME})", extra={"action": "start_job", "job": job})
    ended = {"action": "job_success", "job": job, "start_timestamp": 10.0, "end_timestamp": 10.25, "result": NAME}
    worker.info(f"files.check({NAME}) ended", extra=ended)
    (line,) = lines(log)
    assert line == line | {
        "event": "job", "job": 12, "task": "files.check", "queue": "files", "status": "done", "ms": 250.0,
    }  # fmt: skip
    assert NAME not in log.getvalue()


def test_without_lines_the_answer_still_has_its_number(client: Client) -> None:
    assert len(client.get("/healthz")["X-Request-ID"]) == 16
