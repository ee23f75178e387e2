"""`motcua clock explain`: when a case would be due, line by line, without database or settings; or of a stored case,
by its code. `motcua clock shares`: who had a stored case how long, and to whom its lateness is laid."""

import argparse
import json
import re
import sys
from datetime import UTC, datetime

from motcua.base.calendars.facts import Effect, load_calendar, rules_on
from motcua.base.calendars.hours import OfficeHours
from motcua.domain.cases.deadlines import Explanation, Stop, TimeLimit, explain
from motcua.kernel.clock import LOCAL, local
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words
from motcua.ops import bootstrap
from motcua.ops.printing import give, say

YEARS = range(1970, 2201)
STOP = re.compile(r"(?P<began>[^/,]+)/(?P<ended>[^/,]*)(,(?P<effect>stop|restart))?")
CODE = re.compile(r"(?=.*[A-Za-z])(?!\d{4}-\d\d-\d\dT)[A-Za-z0-9.\-]+", re.IGNORECASE)
"""A case code or filing number: it has letters and is no moment."""
REASONS = {"stop": Words("dừng", "stop"), "restart": Words("yêu cầu bổ sung", "supplement requested")}
APPLICANT = Words("người nộp hồ sơ", "the applicant")


class BadMoment(Invalid):
    code = "clock.bad_moment"
    sentence = Words(
        "Thời điểm “{text}” chưa đúng. Viết như 2025-04-29T15:30, năm từ 1970 đến 2200.",
        "The moment “{text}” is not readable. Write it like 2025-04-29T15:30, in the years 1970 to 2200.",
    )


class BadStopText(Invalid):
    code = "clock.bad_stop"
    sentence = Words(
        "Khoảng dừng “{text}” chưa đúng. Viết như 2025-05-05T09:00/2025-05-07T10:00,stop (hoặc ,restart; bỏ trống "
        "phần sau dấu / nếu còn dừng).",
        "The stop “{text}” is not readable. Write it like 2025-05-05T09:00/2025-05-07T10:00,stop (or ,restart; nothing "
        "after the / while it lasts).",
    )


class MissingArguments(Invalid):
    code = "clock.missing"
    sentence = Words(
        "Cần ba thông tin: thời điểm tiếp nhận, số, đơn vị. Ví dụ: motcua clock explain 2025-04-29T15:30 1 working_day",
        "Three things are needed: moment of receipt, number, unit. "
        "For example: motcua clock explain 2025-04-29T15:30 1 working_day",
    )


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register `clock explain`."""
    clock = subparsers.add_parser("clock", help="giải thích hạn trả / explain due dates")
    actions = clock.add_subparsers(required=True, metavar="việc/action")
    parser = actions.add_parser("explain", help="hạn trả của một hồ sơ / when a case is due")
    parser.add_argument("received", nargs="?", help="2025-04-29T15:30 (giờ Hà Nội / Hanoi time); mã hồ sơ / a code")
    parser.add_argument("value", nargs="?", help="1, 7.5 …")
    parser.add_argument("unit", nargs="?", help="working_day, day, month, working_hour, hour")
    parser.add_argument("--office", metavar="HOURS", help="07:30-11:30,13:30-17:00;sat=08:00-12:00")
    parser.add_argument(
        "--stop",
        action="append",
        default=[],
        metavar="FROM/TO[,stop|restart]",
        help="đồng hồ dừng; có thể nhiều lần / the clock stood still; repeatable",
    )
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    parser.set_defaults(run=run)
    shares = actions.add_parser("shares", help="ai giữ hồ sơ bao lâu / who had a case how long")
    shares.add_argument("code", help="mã hồ sơ hoặc số nộp / case code or filing number")
    shares.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    shares.set_defaults(run=run_shares)


def run_shares(args: argparse.Namespace) -> int:
    """Working minutes by owner, step and person, and the lateness laid to them."""
    stored = bootstrap.load("motcua.ops.case_clock")
    found = stored.shares(args.code)
    if args.json:
        give(found)
    else:
        say("\n".join(stored.lines_of_shares(found)))
    return 0


def run(args: argparse.Namespace) -> int:
    """Print the explanation. A Fault says what cannot be read; the command line turns it into exit code 2."""
    if args.unit is None and args.received and CODE.fullmatch(args.received.strip()):
        return run_stored(args)
    sys.stdout.write(_explain(args) + "\n")
    return 0


def run_stored(args: argparse.Namespace) -> int:
    """Of a case in this city, by its code or filing number."""
    stored = bootstrap.load("motcua.ops.case_clock")
    found = stored.explained(args.received)
    if args.json:
        give(found)
        return 0
    both = zip(found["lines"], found["lines_en"], strict=True)
    say("\n".join([*(f"{vi}\n  {en}" for vi, en in both), *stored.interval_lines(found)]))
    return 0


def _explain(args: argparse.Namespace) -> str:
    if args.unit is None:
        raise MissingArguments
    received = _moment(args.received)
    limit = TimeLimit(args.value.replace(",", "."), args.unit)
    hours = rules_on(received.date()).office_hours if args.office is None else OfficeHours.parse(args.office)
    stops = [_stop(text) for text in args.stop]
    found = explain(received, limit, load_calendar(), hours, stops)
    if args.json:
        return json.dumps(_facts(received, limit, hours, found), ensure_ascii=False, indent=1)
    return "\n".join(f"{line.vi}\n  {line.en}" for line in found.lines)


def _facts(received: datetime, limit: TimeLimit, hours: OfficeHours, found: Explanation) -> dict[str, object]:
    """`due` and `legal_limit` in Hanoi's time without offset, as the input is; `due_utc` with it."""
    return {
        "received": _shown(received),
        "limit": {"value": float(limit.value), "unit": limit.unit},
        "office": hours.written,
        "due": _shown(found.due),
        "due_utc": None if found.due is None else found.due.astimezone(UTC).isoformat(),
        "legal_limit": _shown(found.legal_limit),
        "stopped": found.stopped_by is not None,
        "sure": found.sure,
        "lines": [line.vi for line in found.lines],
        "lines_en": [line.en for line in found.lines],
    }


def _shown(moment: datetime | None) -> str | None:
    """2025-05-05T17:00, with seconds only where there are some."""
    if moment is None:
        return None
    precision = "seconds" if moment.second or moment.microsecond else "minutes"
    return moment.replace(tzinfo=None).isoformat(timespec=precision)


def _moment(text: str) -> datetime:
    """Hanoi's time unless the text carries an offset."""
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else local(moment)
    except (ValueError, OverflowError):
        raise BadMoment(text=text) from None
    if moment.year not in YEARS or len(text.strip()) < len("2025-04-29T15:30"):
        raise BadMoment(text=text)
    return moment


def _stop(text: str) -> Stop:
    match = STOP.fullmatch(text.strip())
    if match is None:
        raise BadStopText(text=text)
    effect: Effect = "restart" if match["effect"] == "restart" else "stop"
    ended = _moment(match["ended"]) if match["ended"] else None
    return Stop(_moment(match["began"]), ended, REASONS[effect], effect, APPLICANT)
