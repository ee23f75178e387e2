"""The city's list of skills: what may be chosen, and a new name that stands everywhere at once."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from motcua.base.ledger.models import Entry
from motcua.casework.assigning import candidates
from motcua.casework.services.rules import set_rule, set_skills
from motcua.casework.services.skills import SkillChanged, SkillExists, add_skill, rename_skill, retire_skill
from motcua.casework.steps import has_skill
from motcua.domain.directory.models import Position, Skill
from motcua.domain.directory.queries.skills import skill_called, skills_in_use
from motcua.domain.processes.graph.definition import Performer, Relation
from motcua.domain.routing.models import AssignmentRule
from motcua.kernel.actor import SYSTEM
from motcua.kernel.errors import Denied, Fault, Invalid, NotVisible
from motcua.kernel.ids import new_id
from tests.support.town import Town


def skilled(town: Town, *names: str) -> Position:
    key = town.specialist.posts[0].position_id
    return set_skills(actor=town.leader, position_id=key, skills=names)


def ruled(town: Town, skill: str) -> AssignmentRule:
    return set_rule(actor=town.leader, agency_id=town.commune.pk, role="specialist", way="skill", skill=skill)


def test_only_what_is_on_the_list_is_chosen_for_people_and_rules(town: Town) -> None:
    for act in (skilled, ruled):
        with pytest.raises(Invalid) as refused:
            act(town, "đất đai")
        assert "không có trong danh mục" in str(next(iter(refused.value.fields.values())))
    add_skill(actor=town.administrator, name="  đất   đai ")
    assert skilled(town, "đất đai").skills == ["đất đai"] and ruled(town, "đất đai").skill == "đất đai"


def test_a_new_name_stands_on_every_post_and_rule_and_the_old_one_still_finds_it(town: Town) -> None:
    skill = add_skill(actor=town.administrator, name="đất đai")
    add_skill(actor=town.administrator, name="ảnh")
    held, rule = skilled(town, "đất đai", "ảnh"), ruled(town, "đất đai")
    rename_skill(actor=town.administrator, skill_id=skill.pk, name="Đất đai", expected="đất đai")
    held.refresh_from_db(), rule.refresh_from_db()
    assert (held.skills, rule.skill) == (sorted(["Đất đai", "ảnh"]), "Đất đai")
    assert skill_called("đất đai") == skill_called("Đất đai") == "Đất đai" and skill_called("khác") == "khác"
    assert "Đất đai" in candidates(town.commune.pk, "specialist")[0].skills
    rename_skill(actor=town.administrator, skill_id=skill.pk, name="đất đai", expected="Đất đai")
    assert skill_called("Đất đai") == "đất đai" and skilled(town, "đất đai").skills == ["đất đai"]


def test_what_is_retired_is_kept_by_who_has_it_and_offered_to_nobody_else(town: Town) -> None:
    skill = add_skill(actor=town.administrator, name="đất đai")
    skilled(town, "đất đai")
    retire_skill(actor=town.administrator, skill_id=skill.pk)
    assert skills_in_use() == [] and skilled(town, "đất đai").skills == ["đất đai"]
    with pytest.raises(Invalid):
        ruled(town, "đất đai")
    with pytest.raises(Invalid):
        set_skills(actor=town.leader, position_id=town.counter.posts[0].position_id, skills=["đất đai"])
    retire_skill(actor=town.administrator, skill_id=skill.pk, retire=False)
    kinds = Entry.objects.filter(subject_kind="skill").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["skill.added", "skill.retired", "skill.restored"] and skills_in_use() == ["đất đai"]


@pytest.mark.parametrize(
    "act,fault",
    [
        (lambda town, key: add_skill(actor=town.leader, name="x"), Denied),
        (lambda town, key: rename_skill(actor=town.leader, skill_id=key, name="x", expected="đất đai"), Denied),
        (lambda town, key: retire_skill(actor=town.specialist, skill_id=key), Denied),
        (lambda town, key: add_skill(actor=town.administrator, name=" "), Invalid),
        (lambda town, key: add_skill(actor=town.administrator, name="a" * 61), Invalid),
        (lambda town, key: add_skill(actor=town.administrator, name="a, b"), Invalid),
        (lambda town, key: add_skill(actor=town.administrator, name="đất đai"), SkillExists),
        (lambda town, key: rename_skill(actor=SYSTEM, skill_id=key, name="x", expected="y"), SkillChanged),
        (lambda town, key: retire_skill(actor=SYSTEM, skill_id=key, retire=False), SkillChanged),
        (lambda town, key: rename_skill(actor=SYSTEM, skill_id=new_id(), name="x", expected="y"), NotVisible),
        (lambda town, key: set_skills(actor=town.specialist, position_id=_post(town), skills=[]), Denied),
        (lambda town, key: set_skills(actor=town.stranger, position_id=_post(town), skills=[]), Denied),
    ],
)
def test_who_may_and_what_is_refused(town: Town, act: Any, fault: type[Fault]) -> None:
    key = add_skill(actor=town.administrator, name="đất đai").pk
    with pytest.raises(fault):
        act(town, key)


def _post(town: Town) -> Any:
    return town.specialist.posts[0].position_id


def test_who_manages_people_enters_their_skills_too(town: Town) -> None:
    add_skill(actor=town.administrator, name="đất đai")
    assert set_skills(actor=town.administrator, position_id=_post(town), skills=["đất đai"]).skills == ["đất đai"]


def test_words_of_before_come_onto_the_list(town: Town) -> None:
    Position.objects.filter(pk=_post(town)).update(skills=["đất đai", "tiếng Anh"])
    AssignmentRule.objects.create(agency=town.commune, role="specialist", way="skill", skill="xây dựng")
    moving = import_module("motcua.domain.routing.migrations.0009_put_free_skills_on_the_list")
    for _ in range(2):
        moving.put_on_the_list(apps, SimpleNamespace(connection=connection))
    assert sorted(Skill.objects.values_list("name", flat=True)) == sorted(["đất đai", "tiếng Anh", "xây dựng"])


def test_a_published_process_still_finds_who_has_the_skill_under_its_new_name(town: Town) -> None:
    skill = add_skill(actor=town.administrator, name="đất đai")
    rename_skill(actor=town.administrator, skill_id=skill.pk, name="Đất", expected="đất đai")
    asked = Performer(Relation.SPECIALIST, "specialist", skill="đất đai")
    assert has_skill(asked, skilled(town, "Đất").skills) and not has_skill(asked, [])
