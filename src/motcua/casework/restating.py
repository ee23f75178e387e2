"""What a rule that was withdrawn, or ended, left on cases: how their stops count, and from when their time counts.

A supplement, a duty and an opinion are kept with the effect that the rule of their day gave them, and what came by
post with its beginning. Once that rule is withdrawn they are read anew by the rules that stand. Where that makes the
promise later it is left as it was, unless the decision says that promises move.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from motcua.base.calendars.facts import rule, rules_on
from motcua.base.daysoff.ruled import Ruled, standing
from motcua.casework import post
from motcua.domain.cases.deadlines import Stop
from motcua.domain.cases.enums import Channel, StopReason
from motcua.domain.cases.models import Case
from motcua.kernel import clock

RULE_OF = {
    StopReason.SUPPLEMENT.value: "supplement_effect",
    StopReason.DUTY.value: "financial_duty_effect",
    StopReason.OPINION.value: "opinion_effect",
}
POSTAL = "postal_clock"
LEFT = frozenset({*RULE_OF.values(), POSTAL})
"""Rules of which cases keep what they said."""
GONE = "run"
"""An opinion for which the clock would not have stood: the stop is as if it had never been."""


def ended_of(ruled: Iterable[Ruled]) -> list[Ruled]:
    """Those that ended and left something on cases; mostly none, and then nothing else is asked."""
    return [one for one in ruled if one.ending is not None and one.rule.name in LEFT]


def stops_anew(stops: Sequence[Stop], ruled: Sequence[Ruled], *, any_way: bool = False) -> tuple[Stop, ...]:
    """The stops by the rules that stand. `any_way`: also where a promise gets later without a decision."""
    ended = ended_of(ruled)
    if not ended:
        return tuple(stops)
    found = (_anew(stop, ended, ruled, any_way=any_way) for stop in stops)
    return tuple(stop for stop in found if stop is not None)


def _anew(stop: Stop, ended: Sequence[Ruled], ruled: Sequence[Ruled], *, any_way: bool) -> Stop | None:
    name = RULE_OF.get(str(stop.reason))
    day = clock.local(stop.began).date()
    by = next((one for one in ended if one.rule.name == name and spoke(one, day, stop.effect)), None)
    if by is None or name is None or stop.ended is None:
        return stop
    now = str(rule(name, day, standing(ruled)).value)
    if now == GONE:
        return None
    later = now == "restart"
    if now == stop.effect or (later and not (any_way or moves(by))):
        return stop
    return replace(stop, effect="restart" if later else "stop")


def spoke(one: Ruled, day: object, value: object) -> bool:
    """The rule held on that day as it was known then, said this, and holds there no more."""
    assert one.ending is not None
    return one.rule.holds(day) and str(one.rule.value) == value and not one.standing().holds(day)  # type: ignore[arg-type]


def moves(one: Ruled) -> bool:
    return one.ending is not None and one.ending.moves_promises


def start_anew(case: Case, ruled: Sequence[Ruled], *, any_way: bool = False) -> datetime | None:
    """From when the time of a case counts that came by post; as it is for any other. One statement for such a case."""
    ended = [one for one in ended_of(ruled) if one.rule.name == POSTAL]
    if not ended or case.channel != Channel.POST or case.accepted_at is None:
        return case.counts_from
    found = post.record_of(case)
    day = clock.local(found.signed_at).date() if found else None
    by = next((one for one in ended if found and spoke(one, day, one.rule.value)), None)
    if found is None or by is None or day is None:
        return case.counts_from
    if rules_on(day, standing(ruled)).postal_clock == "hand_over":
        return max(found.signed_at, post.completed(case) or found.signed_at)
    return None if any_way or moves(by) else case.counts_from
