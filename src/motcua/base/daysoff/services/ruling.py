"""Rules about time for the whole city: a new dated entry over those that come with the software, and its end."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.calendars.facts import Rule, read_value
from motcua.base.daysoff.errors import BadRule, RuleEnded
from motcua.base.daysoff.models import DecidedRule, RuleEnd
from motcua.base.daysoff.permissions import authority, check_may_decide
from motcua.base.daysoff.queries import as_ruled
from motcua.base.daysoff.ruled import Ending, Ruled
from motcua.base.ledger import Subject, append
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
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


DECIDED_LATER = Words("Ngày ban hành không thể sau hôm nay.", "It cannot be decided after today.")
ENDS_TOO_SOON = Words(
    "Kết thúc sớm nhất từ ngày mai và sau ngày bắt đầu. Nếu nhập nhầm, bạn để trống ô này để hủy hẳn.",
    "It ends tomorrow at the earliest and after it began. Leave this empty to withdraw what was decided by mistake.",
)


@dataclass(frozen=True, slots=True)
class RuleEnding:
    """`until` None withdraws the rule altogether, as one decided by mistake."""

    decision: str
    decided_on: date
    until: date | None = None
    moves_promises: bool = False

    def of(self, found: Ruled) -> Ruled:
        """The rule with this end. RuleEnded, BadRule."""
        if found.ending is not None:
            raise RuleEnded
        wrong: dict[str, Words] = {}
        if not tidy(self.decision):
            wrong["decision"] = NEEDED
        if self.decided_on > clock.today():
            wrong["decided_on"] = DECIDED_LATER
        if self.until is not None and self.until <= max(clock.today(), found.rule.since):
            wrong["until"] = ENDS_TOO_SOON
        if wrong:
            raise BadRule(wrong)
        until = self.until or found.rule.since
        ending = Ending(until, tidy(self.decision), self.decided_on, self.moves_promises, clock.now())
        return Ruled(found.rule, found.id, ending)


def ruled_by_id(rule_id: UUID) -> Ruled:
    """NotVisible."""
    row = DecidedRule.objects.select_related("end").filter(pk=rule_id).first()
    if row is None:
        raise NotVisible
    return as_ruled(row)


@transaction.atomic
def end_rule(*, actor: Actor, rule_id: UUID, ending: RuleEnding, city_path: str) -> Ruled:
    """Withdraw a rule of the city or let it end. Of two who do it at once one is told RuleEnded. Denied, BadRule."""
    check_may_decide(actor, city_path)
    made = ending.of(ruled_by_id(rule_id))
    end, rule = made.ending, made.rule
    assert end is not None
    try:
        with transaction.atomic():
            RuleEnd.objects.create(
                rule_id=rule_id, until=end.until, decision=end.decision, decided_on=end.decided_on,
                moves_promises=end.moves_promises, entered_at=end.entered_at, entered_by=actor.account_id,
            )  # fmt: skip
    except IntegrityError as error:
        raise RuleEnded from error
    facts = {"rule": rule.name, "since": rule.since.isoformat(), "value": str(rule.value), "decision": end.decision,
             "decided_on": end.decided_on.isoformat(), "moves_promises": end.moves_promises,
             "rule_id": str(rule_id)}  # fmt: skip
    kind = "rules.withdrawn" if made.withdrawn else "rules.ended"
    facts |= {} if made.withdrawn else {"until": end.until.isoformat()}
    append(Subject("rules", rule.name), kind, actor, facts, authority=authority(actor, city_path))
    return made
