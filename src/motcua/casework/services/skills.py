"""The city's list of skills: one added, renamed wherever it is named, retired, taken up again.

Lock: the skill's row, then the posts and rules that name it; of two who add the same, the unique key lets one through.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.domain.directory.models import Position, Skill
from motcua.domain.routing.models import AssignmentRule
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Conflict, Invalid, NotVisible
from motcua.kernel.text import tidy
from motcua.kernel.words import Words

LONGEST = 60
NEEDED = Words("Bạn ghi tên kỹ năng.", "Please name the skill.")
TOO_LONG = Words("Tên kỹ năng dài tối đa 60 chữ.", "A skill's name has at most 60 characters.")
NO_COMMA = Words("Mỗi lần một kỹ năng, không dùng dấu phẩy.", "One skill at a time, without commas.")


class SkillExists(Conflict):
    code = "skill.exists"
    sentence = Words(
        "Kỹ năng “{name}” đã có trong danh mục, có thể đang ngừng dùng.", "“{name}” is on the list, perhaps retired."
    )


class SkillChanged(Conflict):
    code = "skill.changed"
    sentence = Words(
        "Có người vừa sửa kỹ năng này. Bạn mở lại danh mục.",
        "Somebody has just changed it. Please open the list again.",
    )


@transaction.atomic
def add_skill(*, actor: Actor, name: str) -> Skill:
    """Denied, Invalid, SkillExists."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    skill = Skill(name=checked_name(name))
    _save(skill)
    append(Subject("skill", skill.pk), "skill.added", actor, {"name": skill.name}, authority=post, first=True)
    return skill


@transaction.atomic
def rename_skill(*, actor: Actor, skill_id: UUID, name: str, expected: str) -> Skill:
    """The new name stands on every post and rule at once. Denied, NotVisible, Invalid, SkillChanged, SkillExists."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    skill = _locked(skill_id)
    if skill.name != expected:
        raise SkillChanged
    former, skill.name = skill.name, checked_name(name)
    if skill.name == former:
        return skill
    skill.former = [*(one for one in skill.former if one != skill.name), former]
    _save(skill)
    for held in Position.objects.select_for_update(of=("self",)).filter(skills__contains=[former]).order_by("pk"):
        held.skills = sorted({skill.name if one == former else one for one in held.skills})
        held.save(update_fields=["skills"])
    AssignmentRule.objects.filter(skill=former).update(skill=skill.name)
    facts = {"name": skill.name, "former": former}
    append(Subject("skill", skill.pk), "skill.renamed", actor, facts, authority=post)
    return skill


@transaction.atomic
def retire_skill(*, actor: Actor, skill_id: UUID, retire: bool = True) -> Skill:
    """It is offered no longer, or again; who has it keeps it. Denied, NotVisible, SkillChanged."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    skill = _locked(skill_id)
    if (skill.retired_at is not None) is retire:
        raise SkillChanged
    skill.retired_at = clock.now() if retire else None
    skill.save(update_fields=["retired_at"])
    kind = "skill.retired" if retire else "skill.restored"
    append(Subject("skill", skill.pk), kind, actor, {"name": skill.name}, authority=post)
    return skill


def checked_name(text: str) -> str:
    """The name as it is kept. Invalid."""
    name = tidy(text)
    wrong = NEEDED if not name else TOO_LONG if len(name) > LONGEST else NO_COMMA if "," in name else None
    if wrong is not None:
        raise Invalid({"name": wrong})
    return name


def _save(skill: Skill) -> None:
    try:
        with transaction.atomic():
            skill.save()
    except IntegrityError as error:
        raise SkillExists(name=skill.name) from error


def _locked(skill_id: UUID) -> Skill:
    skill = Skill.objects.select_for_update().filter(pk=skill_id).first()
    if skill is None:
        raise NotVisible
    return skill
