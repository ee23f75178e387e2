"""How long this city keeps a kind of data: for every procedure or for one, by a decision, told by the ledger."""

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.casework.retention.errors import NotSettable
from motcua.casework.retention.models import Setting
from motcua.casework.retention.queries.due import days_of
from motcua.casework.retention.rules import RULES, Rule
from motcua.domain.catalogue.models import Procedure
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid, NotVisible
from motcua.kernel.text import number
from motcua.kernel.words import Words

NO_PROCEDURE = Words("Không có thủ tục mã {code}.", "There is no procedure {code}.")
BOUNDS = Words("Bạn ghi từ {least} đến {most} ngày.", "Please give {least} to {most} days.")
NOT_BY_PROCEDURE = Words(
    "Thời hạn này chung cho mọi thủ tục, bạn để trống mã.", "This holds for every procedure; leave the code empty."
)
NO_GROUND = Words("Bạn ghi số văn bản quyết định thời hạn.", "Please give the number of the paper that decides it.")


def rule_named(key: str) -> Rule:
    """NotVisible for no rule, NotSettable for one the law fixes."""
    rule = RULES.get(key)
    if rule is None:
        raise NotVisible
    if not rule.settable:
        raise NotSettable
    return rule


def checked(rule: Rule, procedure: str, days: int | None, ground: str) -> Procedure | None:
    """The procedure meant, None for all. Invalid names what cannot be taken."""
    wrong: dict[str, Words] = {}
    code = procedure.strip()
    found = Procedure.objects.filter(code=code).first() if code else None
    if code and not rule.by_procedure:
        wrong["procedure"] = NOT_BY_PROCEDURE
    elif code and found is None:
        wrong["procedure"] = NO_PROCEDURE.fill(code=code)
    least, most = rule.least or 0, rule.most or 0
    if days is not None and not least <= days <= most:
        wrong["days"] = BOUNDS.fill(least=number(least), most=number(most))
    if not ground.strip():
        wrong["ground"] = NO_GROUND
    if wrong:
        raise Invalid(wrong)
    return found


@transaction.atomic
def set_days(*, actor: Actor, rule: Rule, procedure: str, days: int | None, ground: str) -> int:
    """From the next night on; `days` None: back to what holds without it. What holds then."""
    authority = check_citywide(actor, permissions.SETTINGS_MANAGE)
    found = checked(rule, procedure, days, ground)
    key = found.pk if found else None
    was = days_of(rule, key)
    if days is None:
        Setting.objects.filter(rule=rule.key, procedure=found).delete()
    else:
        values = {"days": days, "ground": ground.strip()}
        Setting.objects.update_or_create(rule=rule.key, procedure=found, defaults=values)
    now = days_of(rule, key) or 0
    facts = {
        "rule": rule.key, "procedure": f" ({found.code})" if found else "", "days": now, "was": was,
        "ground": ground.strip(),
    }  # fmt: skip
    kind = "retention.rule_reset" if days is None else "retention.rule_set"
    append(Subject("retention", rule.key), kind, actor, facts, authority=authority)
    return now
