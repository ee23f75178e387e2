"""The log as lines of JSON that name nobody: what may stand in one is chosen here, everything else stays away.

A message's text is written as the code says it, without what was filled into it but whole numbers and UUIDs; an error
by its class, its code and the places it passed, without its words (a database's complaint quotes the row) and without
local values. Lines of other packages keep their text to themselves: only who spoke, how loudly, and the error.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from motcua.kernel.errors import Fault

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request in hand, so that every line of it can be found by the number its answer carried."""

OWN = ("motcua", "django")
JOBS = "procrastinate"
ENDINGS = {
    "job_success": "done",
    "job_error": "failed",
    "job_error_retry": "failed, to be tried again",
    "job_aborted": "aborted",
    "job_aborted_retry": "aborted, to be tried again",
}
PLACES = 30


class LineFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= _said(record)
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = error_facts(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


class OneLineEach(logging.Filter):
    """Of the queue's chatter one line for each job that ended, and whatever is a warning; Django's own word on an
    answer only where it has an error to tell: the answer has its line already.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.request":
            return bool(record.exc_info)
        if record.name.partition(".")[0] != JOBS or record.levelno >= logging.WARNING:
            return True
        return getattr(record, "action", "") in ENDINGS


def error_facts(error: BaseException) -> dict[str, Any]:
    """Class, code where it has one, the places it passed from the outermost in, and the class behind it."""
    places = traceback.extract_tb(error.__traceback__)[-PLACES:]
    facts: dict[str, Any] = {
        "class": f"{type(error).__module__}.{type(error).__qualname__}",
        "places": [f"{place.filename}:{place.lineno} {place.name}" for place in places],
    }
    if isinstance(error, Fault):
        facts["code"] = error.code
    behind = error.__cause__ or error.__context__
    if behind is not None:
        facts["behind"] = f"{type(behind).__module__}.{type(behind).__qualname__}"
    return facts


def _said(record: logging.LogRecord) -> dict[str, Any]:
    facts = getattr(record, "facts", None)
    if isinstance(facts, dict):
        return facts
    head = record.name.partition(".")[0]
    if head == JOBS:
        return _job(record)
    if head not in OWN or not isinstance(record.msg, str):
        return {}
    told = record.args if isinstance(record.args, tuple) else ()
    numbers = [str(value) for value in told if isinstance(value, int | UUID) and not isinstance(value, bool)]
    return {"event": record.msg} | ({"about": numbers} if numbers else {})


def _job(record: logging.LogRecord) -> dict[str, Any]:
    """A job by name and number, never by what it was given."""
    job, ending = getattr(record, "job", None), ENDINGS.get(getattr(record, "action", ""))
    if not isinstance(job, dict) or ending is None:
        return {}
    facts = {"event": "job", "job": job.get("id"), "task": job.get("task_name"), "queue": job.get("queue")}
    began, ended = getattr(record, "start_timestamp", None), getattr(record, "end_timestamp", None)
    lasted = {"ms": round((ended - began) * 1000, 1)} if began and ended else {}
    return facts | {"status": ending} | lasted
