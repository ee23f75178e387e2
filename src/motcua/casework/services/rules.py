"""The head of a unit says how tasks of a role are shared out there; and what officials are skilled in.

Lock: the agency. A rule counts for steps that begin from now on; what lies on a desk stays there.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from motcua.base.access import permissions
from motcua.base.access.roles import Clerk, CounterOfficial, Leader, Specialist, role_named
from motcua.base.ledger import Subject, append
from motcua.casework.services.delegate import named
from motcua.domain.catalogue.models import Field, Procedure
from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.models import Agency, Position
from motcua.domain.directory.queries.agencies import below
from motcua.domain.directory.queries.skills import skills_in_use
from motcua.domain.directory.services.frame import lock_agency, lock_position
from motcua.domain.routing.assigning import Way
from motcua.domain.routing.models import AssignmentRule
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied, Invalid, NotVisible
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

WORKING = (CounterOfficial.name, Specialist.name, Clerk.name, Leader.name)
NO_ROLE = Words("Bạn chọn vai trò.", "Please choose the role.")
NO_WAY = Words("Bạn chọn cách giao việc.", "Please choose how tasks are shared out.")
NO_SKILL = Words("Bạn chọn kỹ năng cần có.", "Please choose the skill.")
NO_UNIT = Words("Bạn chọn phòng, đơn vị nhận việc.", "Please choose the unit that gets the work.")
UNIT_ROLE = Words(
    "Chuyển cho phòng là chuyển việc của chuyên viên: bạn chọn “Chuyên viên”.",
    "A unit gets the work of specialists: please choose “Specialist”.",
)
NO_SCOPE = Words("Không có lĩnh vực hoặc thủ tục này.", "There is no such field or procedure.")
NOT_LISTED = Words("Kỹ năng “{name}” không có trong danh mục.", "“{name}” is not on the list of skills.")


@transaction.atomic
def set_rule(
    *,
    actor: Actor,
    agency_id: UUID,
    role: str,
    way: str,
    scope: str = "all",
    skill: str = "",
    unit_id: UUID | None = None,
) -> AssignmentRule:
    """Invalid names each wrong field; Denied, NotVisible. `unit_id`: to which unit the way UNIT gives such cases."""
    agency = lock_agency(agency_id)
    check_heads(actor, agency)
    skill = tidy(skill) if way == Way.SKILL else ""
    unit = next((one for one in units_in(agency) if one.pk == unit_id), None) if way == Way.UNIT else None
    wrong = {} if role in WORKING else {"role": NO_ROLE}
    if way not in {one.value for one in Way}:
        wrong["way"] = NO_WAY
    elif way == Way.SKILL and skill not in skills_in_use():
        wrong["skill"] = NOT_LISTED.fill(name=skill) if skill else NO_SKILL
    elif way == Way.UNIT and unit is None:
        wrong["unit"] = NO_UNIT
    elif way == Way.UNIT and role != Specialist.name:
        wrong["role"] = UNIT_ROLE
    if not known(scope):
        wrong["scope"] = NO_SCOPE
    if wrong:
        raise Invalid(wrong)
    values = {"way": way, "skill": skill, "unit": unit, "set_at": clock.now()}
    rule, _ = AssignmentRule.objects.update_or_create(agency=agency, role=role, scope=scope, defaults=values)
    facts = {"role": role, "scope": named(scope), "way": way, "skill": unit.name if unit else skill}
    post = actor.post_for(permissions.CASE_ASSIGN, agency.path)
    append(Subject("agency", agency.pk), "assignment.rule_set", actor, facts, authority=post or "")
    return rule


@transaction.atomic
def drop_rule(*, actor: Actor, rule_id: UUID) -> None:
    """Steps of its kind are taken by hand again, or follow the wider rule."""
    rule = AssignmentRule.objects.select_related("agency").filter(pk=rule_id).first()
    if rule is None:
        raise NotVisible
    agency = lock_agency(rule.agency_id)
    check_heads(actor, agency)
    facts = {"role": rule.role, "scope": named(rule.scope)}
    rule.delete()
    post = actor.post_for(permissions.CASE_ASSIGN, agency.path)
    append(Subject("agency", agency.pk), "assignment.rule_dropped", actor, facts, authority=post or "")


@transaction.atomic
def set_skills(*, actor: Actor, position_id: UUID, skills: Iterable[str]) -> Position:
    """What an official is skilled in, out of the city's list; whoever heads the unit or manages its people says so.

    Invalid for one that is not listed, unless they have it already.
    """
    position = lock_position(position_id)
    check_knows(actor, position.agency)
    wanted = sorted({tidy(one) for one in skills if tidy(one)})
    known = {*skills_in_use(), *position.skills}
    if strange := next((one for one in wanted if one not in known), ""):
        raise Invalid({"skills": NOT_LISTED.fill(name=strange)})
    if wanted != position.skills:
        position.skills = wanted
        position.save(update_fields=["skills"])
        facts = {"position_id": position.pk, "title": position.title, "skills": wanted}
        path = position.agency.path
        post = actor.post_for(permissions.CASE_ASSIGN, path) or actor.post_for(permissions.ACCOUNTS_MANAGE, path)
        append(Subject("person", position.person_id), "position.skills_set", actor, facts, authority=post or "")
    return position


def units_in(agency: Agency) -> list[Agency]:
    """The units inside an agency today, in the order of the tree."""
    return [one for one in below(agency.path, clock.today()).filter(kind=AgencyKind.UNIT) if one.pk != agency.pk]


def check_heads(actor: Actor, agency: Agency) -> None:
    if actor.kind == "system" or actor.may(permissions.CASE_ASSIGN, agency.path):
        return
    raise NotVisible if actor.may(permissions.CASE_ASSIGN) else Denied


def check_knows(actor: Actor, agency: Agency) -> None:
    """As for rules; and who manages the unit's people."""
    if not actor.may(permissions.ACCOUNTS_MANAGE, agency.path):
        check_heads(actor, agency)


def known(scope: str) -> bool:
    kind, _, key = scope.partition(":")
    if scope == "all":
        return True
    try:
        wanted = UUID(key)
    except ValueError:
        return False
    if kind == "field":
        return Field.objects.filter(pk=wanted).exists()
    return kind == "procedure" and Procedure.objects.filter(pk=wanted).exists()


def role_words(role: str) -> Words:
    return role_named(role).title
