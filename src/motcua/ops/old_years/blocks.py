"""Whether a year may go, and what keeps it: each reason counted.

The ledger's years stay while a case with entries of that year is open, while an entry is not sealed or not heard by
every subscriber, and while messages of that year are there, which are found by its entries when a case is erased.
Looks stay as long as they name who looked, messages as long as there is one: personal data never goes to an archive,
where erasing would not reach it.
"""

from dataclasses import dataclass
from datetime import timedelta

from motcua.base.erasure.marks import ERASED
from motcua.base.ledger.models import Seal
from motcua.base.ledger.subscribers import all_subscribers
from motcua.base.years.parts import begins, year_of
from motcua.casework.retention.queries.due import days_of
from motcua.casework.retention.rules import LOOK, MESSAGE
from motcua.kernel import clock
from motcua.kernel.text import short_date
from motcua.kernel.words import Words
from motcua.ops.old_years import parts
from motcua.ops.old_years.parts import Part

RULES = {"looks": LOOK, "messages": MESSAGE}

OPEN = """
SELECT count(*) FROM cases_case AS held WHERE held.ended_at IS NULL AND EXISTS (
    SELECT FROM {part} AS entry WHERE entry.subject_kind = 'case' AND entry.subject_id = held.id::text)
"""
UNHEARD = """
SELECT count(*) FROM unnest(%s::text[]) AS name LEFT JOIN ledger_cursor AS reader ON reader.subscriber = name
WHERE EXISTS (
    SELECT FROM {part} AS entry
    WHERE (entry.xid, entry.id) > (coalesce(reader.xid, 0), coalesce(reader.entry_id, 0)))
"""
ASIDE = """
SELECT count(*) FROM ledger_setaside AS kept
WHERE kept.handled_at IS NULL AND EXISTS (SELECT FROM {part} AS entry WHERE entry.id = kept.entry_id)
"""
UNSEALED = "SELECT count(*) FROM {part} WHERE (xid, id) > (%s, %s)"
NAMED = "SELECT count(*) FROM {part} WHERE actor_name <> %s"
MESSAGES = "SELECT count(*) FROM correspondence_message WHERE happened_at < %s AND happened_at >= %s"

NOT_OVER = Words("năm chưa hết", "the year is not over")
YOUNG = Words("giữ đến {day} theo thời hạn lưu giữ", "kept until {day} by the rules of retention")
SAID = {
    "open": Words("{n} hồ sơ chưa kết thúc có sự kiện trong năm", "cases with entries of that year not ended: {n}"),
    "unsealed": Words("{n} sự kiện chưa niêm phong", "entries not sealed: {n}"),
    "unheard": Words("{n} nơi nhận tin chưa đọc hết", "subscribers that have not read everything: {n}"),
    "aside": Words("{n} sự kiện chờ xem xét", "entries set aside: {n}"),
    "messages": Words("{n} tin nhắn của năm chưa xóa", "messages of that year not erased yet: {n}"),
    "named": Words("{n} lượt xem còn tên người xem", "looks that still name who looked: {n}"),
    "left": Words("{n} tin nhắn chưa xóa theo thời hạn", "messages not erased by the rules yet: {n}"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A reason by name, in words, and how many there are (0 where it is no matter of number)."""

    name: str
    words: Words
    count: int = 0


def blocks(part: Part) -> list[Block]:
    """Nothing where the part may go."""
    if part.year >= year_of(clock.now()):
        return [Block("not over", NOT_OVER)]
    counted = _of_the_ledger(part) if part.is_ledger else _of_rows(part)
    found = [Block(name, SAID[name].fill(n=number), number) for name, number in counted.items() if number]
    return [*_young(part), *found]


def _young(part: Part) -> list[Block]:
    rule = RULES.get(part.short)
    until = begins(part.year + 1) + timedelta(days=(days_of(rule) if rule else 0) or 0)
    if until <= clock.now():
        return []
    return [Block("young", YOUNG.fill(day=short_date(clock.local(until).date())))]


def _of_the_ledger(part: Part) -> dict[str, int]:
    first, after = begins(part.year), begins(part.year + 1)
    seal = Seal.objects.order_by("-number").first()
    sealed = seal.content.upto if seal else (0, 0)
    since = "-infinity" if "MINVALUE" in part.bounds else first
    return {
        "open": parts.asked(OPEN.format(part=part.name)),
        "unsealed": parts.asked(UNSEALED.format(part=part.name), *sealed),
        "unheard": parts.asked(UNHEARD.format(part=part.name), [one.name for one in all_subscribers()]),
        "aside": parts.asked(ASIDE.format(part=part.name)),
        "messages": parts.asked(MESSAGES, after, since),
    }


def _of_rows(part: Part) -> dict[str, int]:
    if part.short == "looks":
        return {"named": parts.asked(NAMED.format(part=part.name), ERASED)}
    return {"left": parts.count(part.name)}
