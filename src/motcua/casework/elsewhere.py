"""Cases received by a commune's or a district's office for an agency elsewhere, neither its own nor above or below it.

The promise counts from when the competent agency gets the case (NĐ 309/2026 Đ.17.3). What the receipt promises is
reckoned from when it has to be sent on at the latest; sent on sooner it counts from then. Sent on later, the promise
stays: that delay is not the citizen's.
"""

from collections.abc import Iterator
from datetime import datetime

from motcua.base.calendars.facts import rule
from motcua.casework import post, timing
from motcua.casework.surroundings import TimeRules, rules_of_time
from motcua.domain.cases.models import Case
from motcua.domain.directory.enums import AgencyKind
from motcua.kernel import clock
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

TERRITORIAL = (AgencyKind.COMMUNE, AgencyKind.DISTRICT)


def is_elsewhere(case: Case) -> bool:
    here, there = case.receiving_path, case.resolving_path
    related = here.startswith(there) or there.startswith(here)
    return not related and case.receiving_agency.kind in TERRITORIAL


def begins(case: Case, now: datetime) -> datetime | None:
    """From when the promise of a case that is being accepted counts; None for the acceptance itself."""
    by_post = post.counts_from(case)
    if not is_elsewhere(case) or not by_transfer(now, rules_of_time(case)):
        return by_post
    return timing.forwarding_due(case, now)


def by_transfer(accepted_at: datetime, rules: TimeRules) -> bool:
    return rules.on(clock.local(accepted_at).date()).non_territorial_clock == "transfer"


def sent_on(case: Case, now: datetime) -> dict[str, object]:
    """The competent agency gets it now: from now on it counts, where that is sooner; what the ledger keeps of it."""
    if case.counts_from is None or now >= case.counts_from or not is_elsewhere(case):
        return {}
    case.counts_from = now
    timing.recompute_due(case)
    return {"counted_from": now, "due": case.due_at}


def lines(case: Case, rules: TimeRules) -> Iterator[Words]:
    """From when the time counts, of an accepted case received for an agency elsewhere."""
    if case.accepted_at is None or not is_elsewhere(case):
        return
    source = rule("non_territorial_clock", clock.local(case.accepted_at).date(), rules.city).source
    where = {"office": case.office.name, "agency": case.resolving_agency.label, "source": source}
    if not by_transfer(case.accepted_at, rules):
        yield Words(
            "{office} nhận thay {agency} lúc {at}: thời hạn tính từ lúc tiếp nhận ({source}).",
            "{office} received it for {agency} at {at}, from when the time counts ({source}).",
        ).fill(at=weekday_time(case.accepted_at), **where)
    elif case.counts_from is not None:
        yield Words(
            "{office} nhận thay {agency}: thời hạn tính từ lúc cơ quan có thẩm quyền nhận hồ sơ, {at}, chậm nhất là "
            "hạn chuyển hồ sơ ({source}).",
            "{office} received it for {agency}: the time counts from when the competent agency gets the case, {at}, at "
            "the latest when it has to be sent on ({source}).",
        ).fill(at=weekday_time(case.counts_from), **where)
