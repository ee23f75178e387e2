"""Traces: a tree for each request, jobs and messages beside; nothing personal, nothing waits, off unless asked for."""

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client

from motcua.kernel import spans
from motcua.kernel.spans import Span
from motcua.ops.watching import counting, tracing

SECRET = "Nguyễn Thị Bí Mật 001185012345"


@pytest.fixture
def heard() -> Iterator[list[Span]]:
    found: list[Span] = []
    spans.listen(found.append)
    yield found
    spans.listen(None)


@pytest.mark.django_db
def test_a_request_is_a_tree_of_its_statements_and_says_nothing_of_what_was_typed(
    client: Client, heard: list[Span]
) -> None:
    answer = client.get("/tra-cuu/", {"ma": SECRET}, headers={"traceparent": "00-" + "a" * 32 + "-" + "b" * 16 + "-01"})
    (request,) = (one for one in heard if one.kind == "server")
    statements = [one for one in heard if one.kind == "client"]
    assert request.name == "GET /tra-cuu/" and not request.failed and request.trace != "a" * 32
    assert request.facts == {
        "http.request.method": "GET", "http.route": "/tra-cuu/", "http.response.status_code": 404,
        "motcua.request": answer["X-Request-ID"],
    }  # fmt: skip
    assert (
        statements
        and {one.parent for one in statements} == {request.id}
        and len({one.id for one in heard}) == len(heard)
    )
    assert {one.trace for one in heard} == {request.trace} and {one.name for one in statements} <= {
        "SELECT",
        "INSERT",
        "SAVEPOINT",
        "RELEASE",
    }
    assert all(request.began <= one.began <= one.ended <= request.ended for one in statements)
    body = json.dumps(tracing.told(heard, "web"), ensure_ascii=False)
    assert "Bí Mật" not in body and "001185012345" not in body and "correspondence" not in body


@pytest.mark.django_db
def test_a_request_nobody_listens_to_opens_no_span(client: Client) -> None:
    assert not spans.traced() and client.get("/tra-cuu/").status_code == 200
    with spans.part("alone") as span:
        assert span is None


def test_a_share_of_all_work_is_told_whole_and_a_long_one_is_cut(heard: list[Span]) -> None:
    spans.listen(heard.append, share=0.0)
    with spans.whole("a", "server") as none, spans.part("b"):
        assert none is None
    spans.listen(heard.append)
    with pytest.raises(RuntimeError), spans.whole("a", "server"):
        for _ in range(spans.MOST + 5):
            with spans.part("b"):
                pass
        raise RuntimeError
    assert len(heard) == spans.MOST + 1 and heard[-1].failed and not heard[0].failed


class Collector(BaseHTTPRequestHandler):
    taken: list[tuple[str, str, Any]] = []
    status = 200

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.path, self.headers.get("Authorization", ""), json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Collector, "taken", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def begun(collector: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tracing.Exporter]:
    monkeypatch.setenv("MOTCUA_TRACES", collector)
    monkeypatch.setenv("MOTCUA_TRACES_HEADERS", "Authorization=Bearer xyz")
    monkeypatch.setattr(tracing, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(tracing.atexit, "register", lambda act: None)
    exporter = tracing.begin("web")
    assert exporter is not None
    yield exporter
    exporter.end()
    jobs = logging.getLogger(tracing.JOBS)
    for handler in [one for one in jobs.handlers if isinstance(one, tracing.JobSpans)]:
        jobs.removeHandler(handler)


def sent() -> list[Any]:
    return [
        span for _, _, body in Collector.taken
        for whole in body["resourceSpans"] for scope in whole["scopeSpans"] for span in scope["spans"]
    ]  # fmt: skip


def test_a_collector_gets_what_it_understands(begun: tracing.Exporter) -> None:
    with spans.whole("GET /", "server") as request, spans.part("SELECT", "client", **{"db.system.name": "postgresql"}):
        assert request is not None
        request.facts["http.response.status_code"] = 200
    record = logging.makeLogRecord(
        {"job": {"id": 7, "task_name": "documents.render", "queue": "documents", "task_kwargs": {"name": SECRET}},
         "action": "job_error_retry", "start_timestamp": 100.5, "end_timestamp": 101.0,
         "name": tracing.JOBS, "levelno": logging.INFO}
    )  # fmt: skip
    logging.getLogger(tracing.JOBS).handle(record)
    begun.end()
    assert {(path, key) for path, key, _ in Collector.taken} == {("/v1/traces", "Bearer xyz")}
    statement, whole, job = sent()
    assert (statement["parentSpanId"], statement["traceId"], statement["kind"]) == (
        whole["spanId"],
        whole["traceId"],
        3,
    )
    assert (
        "parentSpanId" not in whole
        and whole["kind"] == 2
        and len(whole["traceId"]) == 32
        and len(whole["spanId"]) == 16
    )
    assert whole["attributes"] == [{"key": "http.response.status_code", "value": {"intValue": "200"}}]
    assert (job["name"], job["kind"], job["status"]) == ("documents.render", 5, {"code": 2})
    assert (job["startTimeUnixNano"], job["endTimeUnixNano"]) == ("100500000000", "101000000000")
    assert SECRET not in json.dumps(Collector.taken, ensure_ascii=False)


@pytest.mark.parametrize("broken", ["refuses", "away"])
def test_what_a_collector_does_not_take_is_counted_and_holds_nobody_up(
    begun: tracing.Exporter, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    monkeypatch.setattr(Collector, "status", 503)
    if broken == "away":
        begun.address = "http://127.0.0.1:9/v1/traces"
    before = counting.lost._value.get()
    with spans.whole("a", "server"), spans.part("b"):
        pass
    begun.end()
    assert counting.lost._value.get() - before == 2


def test_a_full_queue_loses_and_never_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "ROOM", 3)
    idle, before = tracing.Exporter("http://127.0.0.1:9", {}, "web"), counting.lost._value.get()
    for number in range(5):
        idle.hear(Span(str(number), "internal", "0" * 32, "", 0))
    assert counting.lost._value.get() - before == 2


def test_off_unless_a_collector_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOTCUA_TRACES", raising=False)
    assert tracing.begin("web") is None and not [one for one in threading.enumerate() if one.name == "traces"]
