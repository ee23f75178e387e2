"""Anybody presses anything, offered or not: what the plain model below allows happens, and the rest changes nothing."""

import random
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.casework.queries.actions import actions_for
from motcua.casework.queries.verification import verify_cases
from motcua.casework.services import delegate as delegating
from motcua.domain.cases.models import Case
from motcua.domain.directory.models import Agency
from motcua.domain.routing.models import SubRequest, Task
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.text import short_date
from motcua.ops.checks.interleavings import TEXTS
from tests.casework.test_delegation import now_acting
from tests.faces.portal.cases import signed_in, submitted
from tests.support.town import Town, build_town, make_official

EVERYDAY = 20
"""Steps in all; `--examples N` takes N, another walk for each N."""
MODEL: dict[str, dict[str, str]] = {
    "submitted": {
        "accept": "accepted", "refuse": "refused", "supplement": "supplement", "withdraw": "withdrawn",
        "take": "submitted", "assign": "submitted", "release": "submitted",
    },
    "accepted": {
        "forward": "processing", "take": "accepted", "supplement": "supplement", "withdraw": "withdrawn",
        "stop": "stopped", "ask": "accepted", "apologise": "accepted", "assign": "accepted", "release": "accepted",
    },
    "processing": {
        "forward": "processing", "send_back": "processing", "take": "processing", "supplement": "supplement",
        "duty": "duty", "decide": "decided", "withdraw": "withdrawn", "stop": "stopped", "ask": "processing",
        "apologise": "processing", "assign": "processing", "release": "processing",
    },
    "supplement": {"answer": "submitted or processing", "withdraw": "withdrawn", "stop": "stopped"},
    "duty": {"settle": "processing", "withdraw": "withdrawn", "stop": "stopped"},
    "decided": {"hand_over": "returned", "send_back": "processing"},
    "returned": {"close": "closed"},
}  # fmt: skip
"""State → what may be done → the state afterwards. What goes back for supplements before acceptance is filed again."""
ENDS = ("refuse", "withdraw", "stop")
FURTHER = ("ask", "apologise", "assign", "release")
PRESSED = (*TEXTS, *FURTHER)
RECALLING = ("decide", "withdraw", "stop")
"""What is asked still is recalled by it."""
ANSWERS, CHASES = ("take", "answer", "refuse"), ("remind", "escalate", "recall")
"""What the asked agency does with a request, and what the asking one does."""
HANDING = ("assign", "release")
"""Also while a duty or a supplement is waited for, though no button says so; the case stays where it is."""
UNOFFERED = {"take"}
"""Done where it is somebody's desk, though no button says so before acceptance."""


class Life:
    """A case, everybody who may press, and what the model says of it."""

    def __init__(self, town: Town, chance: random.Random) -> None:
        self.town, self.chance, self.met = town, chance, Counter[str]()
        self.deputy = make_official("Ngô Phó", "Phó Chủ tịch", town.commune, ["specialist"])
        self.elsewhere = Agency.objects.get(pk=town.stranger.posts[0].agency_id)
        asked = make_official("Ngô Bên Cạnh", "Chuyên viên", self.elsewhere, ["specialist"])
        self.there, self.inside = [asked, town.stranger], [town.counter, town.specialist, town.leader, self.deputy]
        self.people = [*self.inside, town.administrator, town.stranger]
        self.clients: dict[str, Client] = {one.name: signed_in(one) for one in [*self.people, asked]}
        self.delegation: UUID | None = None
        self.begin()

    def begin(self) -> None:
        self.case, self.state = submitted(self.town), "submitted"
        self.out: dict[UUID, str] = {}
        self.here: set[UUID] = set()  # asked by the step that is open
        self.apologies = 0

    def step(self) -> None:
        turn = self.chance.random()
        if turn < 0.02:
            self.delegate_or_revoke()
        elif turn < 0.15 and SubRequest.objects.filter(case=self.case).exists():
            self.handle_request()
        else:
            self.press()
        assert self.asked() == self.out, "what is out is what the model says"
        if self.state not in MODEL:
            self.begin()

    def press(self) -> None:
        able = [one for one in self.people if self.offered(one)] if self.chance.random() < 0.85 else self.people
        actor = self.chance.choice(able or self.people)
        offered = self.offered(actor)
        assert set(offered) <= MODEL[self.state].keys(), (actor.name, self.state, offered)
        usual = [name for name in offered if name not in ENDS or self.chance.random() < 0.1]
        name = self.chance.choice(usual) if usual and self.chance.random() < 0.85 else self.chance.choice(PRESSED)
        before = self.standing()
        typed = {**self.typed(name), "expected": str(self.case.version)}
        answer = self.clients[actor.name].post(f"/can-bo/ho-so/{self.case.pk}/{name}/", typed)
        if name in HANDING and actor in self.inside:
            offered = [*offered, name]
        self.judge(answer.status_code, name, offered, before)

    def typed(self, name: str) -> dict[str, str]:
        if name in TEXTS:
            return TEXTS[name]("Ý kiến")
        kind = self.chance.choice(["opinion", "question"])
        later = short_date(clock.local(self.case.due_at or clock.now()).date() + timedelta(days=7))
        desk = self.chance.choice(self.inside).posts[0].position_id
        return {
            "ask": {"kind": kind, "text": "Có vướng không?", "lines": "3", "agency_1": str(self.elsewhere.pk)},
            "apologise": {"new_day": later, "reason": "Nhiều hồ sơ"},
            "assign": {"position": str(desk)},
            "release": {},
        }[name]

    def offered(self, actor: Actor) -> list[str]:
        """A deputy has what the leader may decide while it is delegated, and not a moment longer."""
        if actor in (self.town.administrator, self.town.stranger):
            return []
        task = Task.objects.filter(case=self.case, closed_at=None).select_related("agency").first()
        now = now_acting(actor) if actor is self.deputy else actor
        found = [one.name for one in actions_for(now, self.case, task) if one.name in PRESSED]
        if actor is self.deputy and "decide" in MODEL[self.state]:
            delegated = self.delegation is not None and "decide" in self.offered(self.town.leader)
            assert ("decide" in found) == delegated
        return found

    def delegate_or_revoke(self) -> None:
        today, actor = clock.today(), self.town.administrator
        if self.delegation is not None:
            yesterday = today - timedelta(days=1)
            delegating.revoke(actor=actor, delegation_id=self.delegation, last_day=yesterday, ground="15/QĐ-UBND")
            self.delegation = None
            self.met["revoked"] += 1
            return
        given = delegating.Given(
            agency_id=self.town.commune.pk, giver_id=self.town.leader.posts[0].position_id, form="kt",
            scopes=(f"procedure:{self.town.version.procedure_id}",), decision="12/QĐ-UBND", decided_on=today,
            first_day=today, last_day=today + timedelta(days=30), to_position_id=self.deputy.posts[0].position_id,
        )  # fmt: skip
        self.delegation = delegating.delegate(actor=actor, given=given).pk
        self.met["delegated"] += 1

    def handle_request(self) -> None:
        """Anybody does anything with one of the case's requests, the asked agency most often."""
        one = self.chance.choice(list(SubRequest.objects.filter(case=self.case).order_by("pk")))
        act = self.chance.choice([*ANSWERS, *CHASES])
        usual = self.there[:1] if act in ANSWERS else self.inside
        actor = self.chance.choice(usual if self.chance.random() < 0.7 else [*self.people, self.there[0]])
        before, typed = self.standing(), {"text": "Không vướng.", "reason": "Không thuộc thẩm quyền."}
        answer = self.clients[actor.name].post(f"/can-bo/phoi-hop/{one.pk}/{act}/", typed)
        after = self.standing()
        assert after[0] == before[0] == self.state, "the case stays where it is"
        if answer.status_code != 302:
            assert answer.status_code in (403, 404, 409, 422) and after == before, (act, answer.status_code)
            assert not (one.pk in self.out and actor is self.there[0] and act in ANSWERS), "they may"
            self.met["request refused"] += 1
            return
        assert one.pk in self.out and actor in (self.there if act in ANSWERS else self.inside), (act, actor.name)
        assert after[2] > before[2] or (act == "take" and after == before), act
        if act in ("answer", "refuse", "recall"):
            del self.out[one.pk]
        self.met[f"request {act}"] += 1

    def asked(self) -> dict[UUID, str]:
        return dict(SubRequest.objects.filter(case=self.case, closed_at=None).values_list("pk", "kind"))

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
        after = self.state if name in HANDING else MODEL[self.state][name]
        assert state in after.split(" or "), (self.state, name, state)
        if name == "answer":
            assert (state == "submitted") == (self.case.accepted_at is None)
        again = name in ("take", "assign") and (state, version, entries) == before
        assert again or (version == before[1] + (name != "ask") and entries > before[2]), name
        assert not self.waits(name), f"{name} while an opinion is out"
        self.state = state
        self.met[name] += 1
        self.follow(name)

    def waits(self, name: str) -> bool:
        """Nobody decides while an opinion is out; who asked for one goes on with it, or sends the case back."""
        opinions = {key for key, kind in self.out.items() if kind == "opinion"}
        return bool((name == "decide" and opinions) or (name == "forward" and opinions & self.here))

    def follow(self, name: str) -> None:
        """What the model keeps beside the state."""
        if name in RECALLING:
            self.out.clear()
        if name in ("forward", "send_back"):
            self.here.clear()
        if name == "ask":
            new = self.asked().items() - self.out.items()
            assert len(new) == 1
            self.out |= dict(new)
            self.here |= dict(new).keys()
        if name == "apologise":
            self.apologies += 1
            assert self.apologies == 1, "once for each case"


@pytest.mark.django_db
def test_only_what_the_model_allows_happens(settings: Any, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    steps = pytestconfig.getoption("--examples")
    life = Life(build_town(), random.Random(12 + steps))
    for _ in range(steps or EVERYDAY):
        life.step()
    sys.stdout.write(f"{dict(life.met)}\n")
    assert life.met["refused"] and len(life.met) > 5
    assert verify_cases().different == 0 and verify().sound
