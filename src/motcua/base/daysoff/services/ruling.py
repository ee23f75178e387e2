"""Deciding on rules about time for the whole city: a new dated entry over those that come with the software."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from motcua.base.calendars.facts import Rule, read_value
from motcua.base.daysoff.errors import BadRule
from motcua.base.daysoff.models import DecidedRule
from motcua.base.daysoff.permissions import authority, check_may_decide
from motcua.base.ledger import Subject, append
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
TOO_SOON = Words(
    "Quy định mới có hiệu lực sớm nhất từ ngày mai, để hạn đã hẹn với người dân không đổi.",
    "A new rule holds from tomorrow at the earliest, so that no promise already given moves.",
)
TOO_FAR = Words("Ngày cách hôm nay quá 3 năm.", "This day is more than three years away.")
FARTHEST = timedelta(days=366 * 3)


@dataclass(frozen=True, slots=True)
class NewRule:
    """What an official decided; `verification` says how sure the text is."""

    name: str
    since: date
    value: str
    source: str
    verification: str = "verified"

    def checked(self) -> Rule:
        """The rule it makes. BadRule names what is wrong."""
        wrong: dict[str, Words] = {}
        if not tidy(self.source):
            wrong["source"] = NEEDED
        if self.since <= clock.today():
            wrong["since"] = TOO_SOON
        elif self.since - clock.today() > FARTHEST:
            wrong["since"] = TOO_FAR
        value = tidy(self.value)
        try:
            read_value(self.name, value)
        except Invalid as fault:
            wrong |= fault.fields
        if wrong:
            raise BadRule(wrong)
        return Rule(self.name, self.since, value, tidy(self.source), self.verification)  # type: ignore[arg-type]


@transaction.atomic
def decide_rule(*, actor: Actor, rule: NewRule, city_path: str) -> DecidedRule:
    """Enter a rule for the whole city. Denied, BadRule."""
    check_may_decide(actor, city_path)
    made = rule.checked()
    row = DecidedRule.objects.create(
        name=made.name, since=made.since, value=str(made.value), source=made.source, verification=made.verification,
        entered_by=actor.account_id,
    )  # fmt: skip
    facts = {"rule": made.name, "since": made.since.isoformat(), "value": str(made.value), "source": made.source,
             "verification": made.verification}  # fmt: skip
    append(Subject("rules", made.name), "rules.decided", actor, facts, authority=authority(actor, city_path))
    return row
