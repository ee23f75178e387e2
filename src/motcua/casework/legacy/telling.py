"""What of an older system is said on the pages of a case."""

from motcua.domain.cases.enums import Outcome
from motcua.domain.cases.models import Case
from motcua.kernel.text import short_date
from motcua.kernel.words import Words

IMPORTED = Words("nhập từ hệ thống cũ", "from the older system")
OUTCOMES = {Outcome.GRANTED: Words("Đồng ý", "Granted"), Outcome.DENIED: Words("Từ chối giải quyết", "Denied")}
RULED = Words("{outcome}, số {number} ngày {day}{signer} (nhập từ hệ thống cũ)",
              "{outcome}, number {number} of {day}{signer} (from the older system)")  # fmt: skip
SIGNED = Words(", {name} ký", ", signed by {name}")
NOBODY = Words("", "")


def decided_before(case: Case) -> Words | None:
    """The imported decision in one line; None where the decision was made here, or there is none."""
    found = getattr(case, "decision", None)
    if found is None or not found.imported:
        return None
    signer = SIGNED.fill(name=found.signer) if found.signer else NOBODY
    day = short_date(found.decided_at)
    return RULED.fill(outcome=OUTCOMES[Outcome(found.outcome)], number=found.number, day=day, signer=signer)
