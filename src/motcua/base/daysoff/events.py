"""What the ledger tells about days. The subject is the calendar of a year, such as calendar:2026."""

from datetime import date

from motcua.base.daysoff.enums import KIND_WORDS, RULE_WORDS
from motcua.base.ledger import Kind, register
from motcua.kernel.text import short_date
from motcua.kernel.words import Words


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text))


def _kind(value: str) -> Words:
    return KIND_WORDS[value]


def _rule(value: str) -> Words:
    return RULE_WORDS.get(value, Words(value, value))


DAY = {"day": _day, "kind": _kind, "decided_on": _day}

register(
    Kind(
        "calendar.day_decided",
        "{day}: {kind} ({name}), {agency}, theo {decision} ngày {decided_on}.",
        "{day}: {kind} ({name}), {agency}, by {decision} of {decided_on}.",
        facts=("day", "kind", "name", "agency", "decision", "decided_on", "moves_promises"),
        optional=("swap_with",),
        show=DAY,
    ),
    Kind(
        "calendar.day_withdrawn",
        "Hủy mục {day}: {kind} ({name}), {agency}. Căn cứ: {ground}.",
        "Entry withdrawn, {day}: {kind} ({name}), {agency}. Ground: {ground}.",
        facts=("day", "kind", "name", "agency", "ground"),
        show=DAY,
    ),
    Kind(
        "rules.withdrawn",
        "Hủy quy định {rule} là “{value}” từ {since}, theo {decision} ngày {decided_on}.",
        "Rule {rule}, “{value}” from {since} on, withdrawn by {decision} of {decided_on}.",
        facts=("rule", "since", "value", "decision", "decided_on", "moves_promises"),
        optional=("rule_id",),
        show={"since": _day, "rule": _rule, "decided_on": _day},
    ),
    Kind(
        "rules.ended",
        "Quy định {rule} là “{value}” hết hiệu lực từ {until}, theo {decision} ngày {decided_on}.",
        "Rule {rule}, “{value}”, holds no more from {until} on, by {decision} of {decided_on}.",
        facts=("rule", "since", "value", "until", "decision", "decided_on", "moves_promises"),
        optional=("rule_id",),
        show={"until": _day, "rule": _rule, "decided_on": _day},
    ),
    Kind(
        "rules.decided",
        "Quy định {rule} là “{value}” từ {since}, theo {source}.",
        "Rule {rule} is “{value}” from {since} on, by {source}.",
        facts=("rule", "since", "value", "source", "verification"),
        show={"since": _day, "rule": _rule},
    ),
)
