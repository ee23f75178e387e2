"""Ways of filing: channel, time limit, fee and note, with the lines the crawls glued together taken apart."""

import re
from collections.abc import Iterator
from typing import Any

from motcua.domain.catalogue.enums import Channel
from motcua.domain.catalogue.reading.clean import clean, one_line
from motcua.domain.catalogue.reading.fees import SILENT, read_fee, split_fee
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import FeeText, LimitText, Notes
from motcua.domain.catalogue.reading.times import Written, check_other_source, read_limit, tell_apart
from motcua.kernel.text import fold

CHANNELS = {
    "truc tiep": Channel.COUNTER,
    "truc tuyen": Channel.ONLINE,
    "dich vu buu chinh": Channel.POST,
    "buu chinh cong ich": Channel.POST,
}
NAMES = "Trực tiếp|Trực tuyến|Dịch vụ bưu chính"
TIME = r"\d+(?:[.,]\d+)? ?(?:Giờ|Ngày làm việc|Ngày|Tháng)"
GLUED = re.compile(rf"(?P<channel>{NAMES})(?P<time>{TIME}|\d+(?=Miễn phí)|{SILENT}(?=Miễn phí)|(?=Miễn phí))")
BARE = re.compile(r"^(\d+)(?=Miễn phí)")


def read_methods(row: dict[str, Any], field: str, notes: Notes) -> tuple[tuple[LimitText, ...], tuple[FeeText, ...]]:
    """The limits and fees of one line. Without any way of filing: one limit for any channel that needs a date."""
    limits, fees = _read_list(row.get("methods"), "methods", field, notes)
    if not limits:
        notes.add(Reason.METHODS_MISSING, "methods")
        return (LimitText(Channel.ANY, ""),), fees
    told = tell_apart(limits, notes)
    unheard = Notes(notes.line)
    others, other_fees = _read_list(row.get("methods_portal_with_fee"), "methods_portal_with_fee", field, unheard)
    check_other_source(told, tuple(limit for _, limit in others), notes)
    return told, fees or other_fees


def _read_list(
    methods: list[dict[str, Any]] | None, name: str, field: str, notes: Notes
) -> tuple[list[tuple[str, LimitText]], tuple[FeeText, ...]]:
    limits, fees = [], []
    for index, method in enumerate(methods or []):
        place = f"{name}[{index}]"
        first = True
        for written in _apart(method, place, notes):
            fee, note = split_fee(written.note)
            said = read_fee(
                written.channel,
                method.get("fee_text") if first else "",
                fee,
                method.get("fee_vnd") if first else None,
                place,
                notes,
            )
            fees += [said] if said else []
            limit = read_limit(Written(written.channel, written.text, note, place), field, notes)
            limits.append((place, limit))
            first = False
    return limits, tuple(dict.fromkeys(fees))


def _apart(method: dict[str, Any], place: str, notes: Notes) -> Iterator[Written]:
    """One method as written, or several when its note holds the next channels' lines."""
    note, text = clean(method.get("note")), one_line(method.get("time_text"))
    glued = list(GLUED.finditer(note))
    if glued:
        notes.add(Reason.METHOD_GLUED, f"{place}.note", note)
    own = note[: glued[0].start()] if glued else note
    bare = BARE.match(own)
    if bare and not text:
        text, own = bare[1], own[bare.end() :]
    yield Written(_channel(method.get("channel"), place, notes), text, own.strip(), place)
    for index, part in enumerate(glued):
        end = glued[index + 1].start() if index + 1 < len(glued) else len(note)
        time = "" if part["time"] == SILENT else part["time"]
        yield Written(_channel(part["channel"], place, notes), time, note[part.end() : end].strip(), place)


def _channel(name: object, place: str, notes: Notes) -> Channel:
    channel = CHANNELS.get(fold(str(name or "")))
    if channel is None:
        notes.add(Reason.CHANNEL_UNKNOWN, f"{place}.channel", name)
        return Channel.ANY
    return channel
