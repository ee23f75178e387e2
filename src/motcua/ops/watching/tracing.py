"""Traces for whoever collects them: spans as OTLP over HTTP, as OpenTelemetry's collectors take them. Off unless
`MOTCUA_TRACES` names a collector.

Nothing waits for the collector: spans go through a bounded queue to one thread of each process. What the collector
does not take, or the queue has no room for, is counted in `motcua_spans_lost_total` and forgotten.
"""

import atexit
import json
import logging
import os
import queue
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from motcua.kernel import spans
from motcua.kernel.database import city
from motcua.kernel.spans import Span
from motcua.ops.watching import counting

PATH = "/v1/traces"
ROOM, BATCH = 4096, 512
PAUSE_SECONDS, ANSWER_SECONDS = 2.0, 5.0
KINDS = {"internal": 1, "server": 2, "client": 3, "consumer": 5}
FAILED = {"code": 2}
JOBS = "procrastinate.worker"


class Exporter(threading.Thread):
    """Hears spans from any thread and sends them in batches."""

    def __init__(self, address: str, headers: Mapping[str, str], process: str) -> None:
        super().__init__(name="traces", daemon=True)
        self.address, self.headers, self.process = address.rstrip("/") + PATH, dict(headers), process
        self.waiting: queue.Queue[Span | None] = queue.Queue(ROOM)

    def hear(self, span: Span) -> None:
        """Never waits."""
        try:
            self.waiting.put_nowait(span)
        except queue.Full:
            counting.lost.inc()

    def run(self) -> None:
        ending = False
        with httpx.Client(timeout=ANSWER_SECONDS, trust_env=False) as http:
            while not ending:
                batch, ending = self._batch()
                if batch:
                    self._send(http, batch)

    def end(self) -> None:
        """Send what waits, then stop; at most as long as the collector may take to answer."""
        spans.listen(None)
        try:
            self.waiting.put_nowait(None)
        except queue.Full:
            return
        self.join(ANSWER_SECONDS)

    def _batch(self) -> tuple[list[Span], bool]:
        """Whatever comes within the pause after the first; whether it is the last."""
        found: list[Span] = []
        try:
            span = self.waiting.get()
            while span is not None:
                found.append(span)
                if len(found) == BATCH:
                    return found, False
                span = self.waiting.get(timeout=PAUSE_SECONDS)
        except queue.Empty:
            return found, False
        return found, True

    def _send(self, http: httpx.Client, batch: Sequence[Span]) -> None:
        try:
            answer = http.post(
                self.address,
                content=json.dumps(told(batch, self.process)),
                headers={"Content-Type": "application/json"} | self.headers,
            )
        except (httpx.HTTPError, httpx.InvalidURL):
            counting.lost.inc(len(batch))
        else:
            if answer.status_code >= 300:
                counting.lost.inc(len(batch))


class JobSpans(logging.Handler):
    """The worker's word on each job that ended, as a piece of work."""

    def emit(self, record: logging.LogRecord) -> None:
        job, action = getattr(record, "job", None), getattr(record, "action", "")
        began, ended = getattr(record, "start_timestamp", None), getattr(record, "end_timestamp", None)
        if isinstance(job, dict) and action.startswith(("job_success", "job_error")) and began and ended:
            facts = {"motcua.job": str(job.get("id")), "motcua.queue": str(job.get("queue"))}
            spans.done(str(job.get("task_name")), "consumer", began, ended, action != "job_success", facts)


def told(batch: Sequence[Span], process: str) -> dict[str, Any]:
    """An ExportTraceServiceRequest in JSON."""
    about = {"service.name": "motcua", "service.namespace": city().upper(), "motcua.process": process}
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": _attributes(about)},
                "scopeSpans": [{"scope": {"name": "motcua"}, "spans": [_span(one) for one in batch]}],
            }
        ]
    }


def begin(process: str) -> Exporter | None:
    """Once in each process, where a collector is named: `MOTCUA_TRACES`, `…_SHARE` (1), `…_HEADERS`."""
    address = os.environ.get("MOTCUA_TRACES", "")
    if not address:
        return None
    exporter = Exporter(address, _headers(os.environ.get("MOTCUA_TRACES_HEADERS", "")), process)
    exporter.start()
    spans.listen(exporter.hear, float(os.environ.get("MOTCUA_TRACES_SHARE", "1")))
    logging.getLogger(JOBS).addHandler(JobSpans())
    atexit.register(exporter.end)
    return exporter


def _span(one: Span) -> dict[str, Any]:
    said: dict[str, Any] = {
        "traceId": one.trace,
        "spanId": one.id,
        "name": one.name,
        "kind": KINDS[one.kind],
        "startTimeUnixNano": str(one.began),
        "endTimeUnixNano": str(one.ended),
        "attributes": _attributes(one.facts),
    }
    return said | ({"parentSpanId": one.parent} if one.parent else {}) | ({"status": FAILED} if one.failed else {})


def _attributes(facts: Mapping[str, str | int]) -> list[dict[str, Any]]:
    return [
        {"key": name, "value": {"intValue": str(fact)} if isinstance(fact, int) else {"stringValue": fact}}
        for name, fact in facts.items()
    ]


def _headers(text: str) -> dict[str, str]:
    """ "Authorization=Bearer x,X-Scope=city" """
    pairs = [one.partition("=") for one in text.split(",") if "=" in one]
    return {name.strip(): value.strip() for name, _, value in pairs}
