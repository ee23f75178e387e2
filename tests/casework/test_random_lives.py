"""Anybody presses anything, offered or not: what the plain model below allows happens, and the rest changes nothing."""

import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.casework.queries.actions import actions_for
from motcua.casework.queries.verification import verify_cases
from motcua.domain.cases.models import Case
from motcua.domain.routing.models import Task
from motcua.kernel.actor import Actor
from motcua.ops.checks.interleavings import TEXTS
from tests.faces.portal.cases import signed_in, submitted
from tests.support.town import Town, build_town

EVERYDAY = 25
"""Steps in all; `--examples N` takes N."""
MODEL: dict[str, dict[str, str]] = {
    "submitted": {
        "accept": "accepted", "refuse": "refused", "supplement": "supplement", "withdraw": "withdrawn",
        "take": "submitted",
    },
    "accepted": {
        "forward": "processing", "take": "accepted", "supplement": "supplement", "withdraw": "withdrawn",
        "stop": "stopped",
    },
    "processing": {
        "forward": "processing", "send_back": "processing", "take": "processing", "supplement": "supplement",
        "duty": "duty", "decide": "decided", "withdraw": "withdrawn", "stop": "stopped",
    },
    "supplement": {"answer": "submitted or processing", "withdraw": "withdrawn", "stop": "stopped"},
    "duty": {"settle": "processing", "withdraw": "withdrawn", "stop": "stopped"},
    "decided": {"hand_over": "returned", "send_back": "processing"},
    "returned": {"close": "closed"},
}  # fmt: skip
"""State → what may be done → the state afterwards. What goes back for supplements before acceptance is filed again."""
ENDS = ("refuse", "withdraw", "stop")
UNOFFERED = {"take"}
"""Done where it is somebody's desk, though no button says so before acceptance."""


class Life:
    """A case, everybody who may press, and what the model says of it."""

    def __init__(self, town: Town, chance: random.Random) -> None:
        self.town, self.chance, self.met = town, chance, Counter[str]()
        self.people = [town.counter, town.specialist, town.leader, town.administrator, town.stranger]
        self.clients: dict[str, Client] = {one.name: signed_in(one) for one in self.people}
        self.begin()

    def begin(self) -> None:
        self.case, self.state = submitted(self.town), "submitted"

    def step(self) -> None:
        able = [one for one in self.people if self.offered(one)] if self.chance.random() < 0.85 else self.people
        actor = self.chance.choice(able or self.people)
        offered = self.offered(actor)
        assert set(offered) <= MODEL[self.state].keys(), (actor.name, self.state, offered)
        usual = [name for name in offered if name not in ENDS or self.chance.random() < 0.1]
        name = self.chance.choice(usual) if usual and self.chance.random() < 0.85 else self.chance.choice([*TEXTS])
        before = self.standing()
        typed = {**TEXTS[name]("Ý kiến"), "expected": str(self.case.version)}
        answer = self.clients[actor.name].post(f"/can-bo/ho-so/{self.case.pk}/{name}/", typed)
        self.judge(answer.status_code, name, offered, before)
        if self.state not in MODEL:
            self.begin()

    def offered(self, actor: Actor) -> list[str]:
        if actor in (self.town.administrator, self.town.stranger):
            return []
        task = Task.objects.filter(case=self.case, closed_at=None).select_related("agency").first()
        return [action.name for action in actions_for(actor, self.case, task) if action.name in TEXTS]

    def standing(self) -> tuple[str, int, int]:
        self.case = Case.objects.get(pk=self.case.pk)
        return self.case.state, self.case.version, Entry.objects.filter(subject_id=str(self.case.pk)).count()

    def judge(self, status: int, name: str, offered: list[str], before: tuple[str, int, int]) -> None:
        state, version, entries = self.standing()
        if status != 302:
            assert status in (403, 404, 409, 422), (name, status)
            assert (state, version, entries) == before, (name, status)
            self.met["refused"] += 1
            return
        assert name in offered or (offered and name in UNOFFERED), f"{name} was done and not offered"
        assert state in MODEL[self.state][name].split(" or "), (self.state, name, state)
        if name == "answer":
            assert (state == "submitted") == (self.case.accepted_at is None)
        again = name == "take" and (state, version, entries) == before
        assert again or (version == before[1] + 1 and entries > before[2]), name
        self.state = state
        self.met[name] += 1


@pytest.mark.django_db
def test_only_what_the_model_allows_happens(settings: Any, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    life = Life(build_town(), random.Random(12))
    for _ in range(pytestconfig.getoption("--examples") or EVERYDAY):
        life.step()
    sys.stdout.write(f"{dict(life.met)}\n")
    assert life.met["refused"] and len(life.met) > 5
    assert verify_cases().different == 0 and verify().sound
