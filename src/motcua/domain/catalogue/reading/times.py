"""Time limits: the number where there is one, the text always."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from motcua.domain.catalogue.enums import Channel, Unit
from motcua.domain.catalogue.reading.clean import clean, one_line
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import LimitText, Notes
from motcua.kernel.text import fold

UNITS = {
    "ngày làm việc": Unit.WORKING_DAY,
    "ngày": Unit.DAY,
    "giờ làm việc": Unit.WORKING_HOUR,
    "giờ": Unit.HOUR,
    "tháng": Unit.MONTH,
}
NUMBER = r"(?P<number>\d+(?:[.,]\d+)?)"
UNIT = r"(?P<unit>ngày làm việc|ngày|giờ làm việc|giờ|tháng)"
PLAIN = re.compile(rf"^{NUMBER}\s*{UNIT}$", re.IGNORECASE)
WORDS = re.compile(
    rf"^không quá {NUMBER} {UNIT}(?: kể từ ngày nhận đủ hồ sơ hợp lệ)?\s*\.?(?: ngày)?$",
    re.IGNORECASE,
)
PLUS = re.compile(rf"^{NUMBER}\s*{UNIT}\s*\+", re.IGNORECASE)
IN_THE_DAY = re.compile(r"^thực hiện trong ngày làm việc nhận được", re.IGNORECASE)
BEFORE = re.compile(r"^chậm nhất \d+ giờ trước khi", re.IGNORECASE)
EMPTY = ("", "n/a", "không quy định", "không quy định ngày", "theo mô tả ngày")
CIVIL_STATUS = "ho tich"
WORKING_DAY_HOURS = 8
"""Decision 1594/QĐ-TTPVHCC counts a working day as eight working hours."""
NOTED = {
    Unit.DAY: re.compile(r"\b0?(\d+) ngày làm việc", re.IGNORECASE),
    Unit.WORKING_DAY: re.compile(r"\b0?(\d+) ngày(?! làm việc)(?! trước)", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Written:
    """One way of filing as the list writes it."""

    channel: Channel
    text: str
    note: str
    place: str


def read_limit(written: Written, field: str, notes: Notes) -> LimitText:
    """The limit of one way of filing. Nothing that is not wholly understood becomes a number."""
    text = one_line(written.text)
    limit = LimitText(written.channel, text, note=clean(written.note))
    for step in (_same_day, _number, _no_number):
        read = step(limit, field, written.place, notes)
        if read:
            return read
    return limit


def tell_apart(limits: list[tuple[str, LimitText]], notes: Notes) -> tuple[LimitText, ...]:
    """Limits with their places: exact repeats once, and a variant text where a channel has more than one."""
    kept: dict[LimitText, str] = {}
    for place, limit in limits:
        if limit in kept:
            notes.add(Reason.METHOD_REPEATED, place, limit.text)
        else:
            kept[limit] = place
    named = []
    for channel in dict.fromkeys(limit.channel for limit in kept):
        named += _named([limit for limit in kept if limit.channel == channel], kept, notes)
    return tuple(sorted(named, key=lambda limit: list(kept).index(replace(limit, variant=""))))


def _named(limits: list[LimitText], places: dict[LimitText, str], notes: Notes) -> list[LimitText]:
    """The limits of one channel with what tells them apart: the lines of their notes that not all of them have."""
    if len(limits) == 1:
        return limits
    shared = set.intersection(*(set(limit.note.split("\n")) for limit in limits))
    own = ["\n".join(line for line in limit.note.split("\n") if line not in shared) for limit in limits]
    named = []
    for number, (limit, words) in enumerate(zip(limits, own, strict=True), start=1):
        if not words or own.count(words) > 1:
            notes.add(Reason.METHOD_UNNAMED, places[limit], limit.text)
            words = f"Trường hợp {number}\n{words}".strip()
        named.append(replace(limit, variant=words))
    return named


def check_other_source(limits: tuple[LimitText, ...], others: tuple[LimitText, ...], notes: Notes) -> None:
    """Flag channels where a second crawl names no limit of the first."""
    for channel in Channel:
        mine = {(limit.value, limit.unit) for limit in limits if limit.channel == channel and limit.value is not None}
        theirs = [limit for limit in others if limit.channel == channel and limit.value is not None]
        if mine and theirs and not mine & {(limit.value, limit.unit) for limit in theirs}:
            notes.add(Reason.TIME_OTHER, f"methods_portal_with_fee.{channel}", "; ".join(x.text for x in theirs))


def _same_day(limit: LimitText, field: str, place: str, notes: Notes) -> LimitText | None:
    """Civil status procedures of "1 day", and texts that say "within the working day of receipt"."""
    if IN_THE_DAY.match(limit.text):
        notes.add(Reason.TIME_IN_THE_DAY, f"{place}.time", limit.text)
    elif fold(field) == CIVIL_STATUS and re.fullmatch(r"0?1 ngày", limit.text, re.IGNORECASE):
        notes.add(Reason.TIME_SAME_DAY, f"{place}.time", limit.text)
    else:
        return None
    return replace(limit, value=1, unit=Unit.DAY, same_day=True)


def _number(limit: LimitText, field: str, place: str, notes: Notes) -> LimitText | None:
    """A number with a unit, alone or as "no more than". Nought and limits up to an event are none."""
    worded = WORDS.match(limit.text)
    found = PLAIN.match(limit.text) or worded
    if not found:
        return None
    value, unit = Decimal(found["number"].replace(",", ".")), UNITS[found["unit"].lower()]
    if value == 0:
        notes.add(Reason.TIME_ZERO, f"{place}.time", limit.text)
        return limit
    if BEFORE.match(limit.note):
        notes.add(Reason.TIME_BEFORE, f"{place}.note", limit.note)
        return limit
    if worded:
        notes.add(Reason.TIME_WORDS, f"{place}.time", limit.text)
    if value % 1:
        notes.add(Reason.TIME_FRACTION, f"{place}.time", limit.text)
        value, unit = value * WORKING_DAY_HOURS, Unit.WORKING_HOUR if unit is Unit.WORKING_DAY else unit
        if unit is not Unit.WORKING_HOUR or value % 1:
            return limit
    if unit is Unit.HOUR:
        notes.add(Reason.TIME_HOURS, f"{place}.time", limit.text)
    if unit in NOTED and any(Decimal(other) == value for other in NOTED[unit].findall(limit.note)):
        notes.add(Reason.TIME_NOTE, f"{place}.note", f"{limit.text} | {limit.note}")
    return replace(limit, value=int(value), unit=unit)


def _no_number(limit: LimitText, field: str, place: str, notes: Notes) -> None:
    if limit.text.lower() in EMPTY:
        notes.add(Reason.TIME_MISSING, f"{place}.time", limit.text or limit.note)
    elif PLUS.match(limit.text):
        notes.add(Reason.TIME_PLUS, f"{place}.time", limit.text)
    else:
        notes.add(Reason.TIME_TEXT, f"{place}.time", limit.text)
