"""`motcua check interleavings`: three officials act on one case at once, over and over, from what each last saw.

Every act goes through the page an official uses, from a thread with a connection of its own. Counted is what must not
be: an acknowledged act that left no trace, a trace nobody was told of, and a text that a loser did not get back.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db import connection
from django.http import HttpResponseBase
from django.test import RequestFactory

from motcua.base.documents.models import Document
from motcua.base.ledger.models import Entry
from motcua.base.ledger.verification import verify
from motcua.casework.queries.actions import actions_for
from motcua.casework.queries.page import find_case
from motcua.domain.cases.models import Case, ClockStop, Decision, HandOver, SupplementRequest
from motcua.domain.cases.states import ENDED
from motcua.domain.routing.models import Task
from motcua.faces.desk.views.action import case_action
from motcua.kernel.actor import Actor

PEOPLE = 3
LONGEST_PAUSE = 0.02
STALE = 0.6
"""How many have looked before anybody acts; the others look while it goes on."""

RARE = frozenset({"refuse", "withdraw", "stop", "close"})
"""Acts that end a case are chosen seldom, so that a case sees many rounds."""

TEXTS: dict[str, Callable[[str], dict[str, str]]] = {
    "accept": lambda text: {},
    "refuse": lambda text: {"reason": text},
    "supplement": lambda text: {"reason": text, "lines": "3", "text_1": "Ảnh 3×4"},
    "answer": lambda text: {"answer": text},
    "forward": lambda text: {"note": text},
    "send_back": lambda text: {"reason": text},
    "take": lambda text: {},
    "duty": lambda text: {"reason": text, "amount_vnd": "125000"},
    "settle": lambda text: {"evidence": text},
    "decide": lambda text: {"outcome": "granted", "text": text},
    "hand_over": lambda text: {"receiver": text, "identity_shown": "Thẻ căn cước"},
    "close": lambda text: {},
    "withdraw": lambda text: {"reason": text},
    "stop": lambda text: {"reason": text, "ground": "Văn bản"},
}


@dataclass(frozen=True, slots=True)
class Cast:
    """The three, and how a fresh case comes to their desks."""

    officials: tuple[Actor, ...]
    new_case: Callable[[], Case]


@dataclass(frozen=True, slots=True)
class Try:
    """One act of one official and what came of it."""

    who: str
    name: str
    text: str
    status: int
    body: str

    @property
    def won(self) -> bool:
        return self.status == 302


@dataclass
class Tally:
    """The counts. "ok" only where something was tried on every side and nothing was lost."""

    rounds: int = 0
    cases: int = 0
    tried: int = 0
    won: int = 0
    lost: int = 0
    lost_updates: int = 0
    lost_texts: int = 0
    untold: int = 0
    by_act: Counter[str] = field(default_factory=Counter)
    by_status: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        sound = not (self.lost_updates or self.lost_texts or self.untold or self.faults)
        return {
            "ok": sound and self.won > 0 and self.lost > 0,
            "rounds": self.rounds, "cases": self.cases, "acts_tried": self.tried, "acts_won": self.won,
            "acts_lost": self.lost, "lost_updates": self.lost_updates, "lost_texts": self.lost_texts,
            "losers_not_told_who_and_when": self.untold, "by_act": dict(sorted(self.by_act.items())),
            "by_status": dict(sorted(self.by_status.items())), "faults": self.faults[:10],
        }  # fmt: skip


def run(cast: Cast, *, rounds: int, seed: int) -> dict[str, object]:
    """So many rounds; the choices follow from the seed, the order of the threads from the machine."""
    began, tally, chance = time.monotonic(), Tally(), random.Random(seed)
    case: Case | None = None
    with ThreadPoolExecutor(PEOPLE, thread_name_prefix="official") as pool:
        for number in range(rounds):
            if case is None or case.legal_state in ENDED:
                case = cast.new_case()
                tally.cases += 1
            case = one_round(pool, cast, case, number, chance, tally)
        for done in [pool.submit(close_own, gate) for gate in [threading.Barrier(PEOPLE)] * PEOPLE]:
            done.result()
    sound = verify().sound
    figures = tally.as_json()
    return {
        **figures,
        "ok": bool(figures["ok"]) and sound,
        "ledger_sound": sound,
        "seed": seed,
        "seconds": round(time.monotonic() - began, 1),
    }


def close_own(gate: threading.Barrier) -> None:
    """Each thread of the pool gives its connection back: the gate holds one until all have come."""
    gate.wait(30)
    connection.close()


def one_round(
    pool: ThreadPoolExecutor, cast: Cast, case: Case, number: int, chance: random.Random, tally: Tally
) -> Case:
    """Everybody reads, some linger, all act at once; then the books are compared."""
    gate, entries = threading.Barrier(PEOPLE), entries_of(case.pk)
    orders = [
        pool.submit(act, actor, case.pk, f"Lượt {number}: ý kiến của {actor.name}", chance.random(), gate)
        for actor in cast.officials
    ]
    tries = [done for order in orders if (done := order.result()) is not None]
    after = Case.objects.get(pk=case.pk)
    compare(case, after, tries, entries, tally)
    tally.rounds += 1
    return after


def act(actor: Actor, case_id: UUID, text: str, seed: float, gate: threading.Barrier) -> Try | None:
    """Look before or after the others began, choose among what is open, wait a little, send. None: nothing was open."""
    chance = random.Random(seed)
    early = looked(actor, case_id) if chance.random() < STALE else None
    gate.wait(60)
    if early is None:
        time.sleep(chance.random() * LONGEST_PAUSE * 4)
    version, names = early or looked(actor, case_id)
    if not names:
        return None
    usual = [name for name in names if name not in RARE]
    name = chance.choice(usual if usual and chance.random() > 0.05 else names)
    time.sleep(chance.random() * LONGEST_PAUSE)
    typed = TEXTS[name](text)
    answer = sent(actor, case_id, name, {**typed, "expected": str(version)})
    body = answer.content.decode() if answer.status_code != 302 else ""  # type: ignore[attr-defined]
    return Try(actor.name, name, text if text in typed.values() else "", answer.status_code, body)


def looked(actor: Actor, case_id: UUID) -> tuple[int, list[str]]:
    """The version an official has before them, and what they may do with it."""
    case = find_case(actor, case_id)
    task = Task.objects.filter(case=case, closed_at=None).select_related("agency").first()
    return case.version, [action.name for action in actions_for(actor, case, task) if action.name in TEXTS]


def sent(actor: Actor, case_id: UUID, name: str, typed: dict[str, str]) -> HttpResponseBase:
    """The form of the act, sent as the official's browser sends it."""
    host = urlsplit(settings.MOTCUA_SITE).netloc
    request = RequestFactory().post(f"/can-bo/ho-so/{case_id}/{name}/", typed, HTTP_HOST=host)
    request.actor = actor  # type: ignore[attr-defined]
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return case_action(request, case_id=case_id, name=name)


def compare(before: Case, after: Case, tries: list[Try], entries: int, tally: Tally) -> None:
    """Each winner once in version, ledger and texts; each loser with their own text, and told who was first."""
    won = [one for one in tries if one.won]
    tally.tried += len(tries)
    tally.won += len(won)
    tally.lost += len(tries) - len(won)
    tally.by_act.update(one.name for one in won)
    tally.by_status.update(str(one.status) for one in tries)
    written = list(Entry.objects.filter(subject_kind="case", subject_id=str(after.pk), number__gt=entries))
    if after.version - before.version != len(won) or Counter(entry.actor_name for entry in written) != Counter(
        one.who for one in won
    ):
        tally.lost_updates += 1
        tally.faults.append(f"{after}: {len(won)} acknowledged, {len(written)} entries, version {after.version}")
    kept = texts_of(after)
    tally.lost_updates += sum(one.text not in kept for one in won if one.text)
    for one in tries:
        if one.won:
            continue
        if one.status != 409:
            tally.faults.append(f"{one.name}: {one.status}")
        tally.lost_texts += one.text not in one.body
        tally.untold += not any(f"{winner.who} vừa thực hiện" in one.body for winner in won)


def entries_of(case_id: UUID) -> int:
    last = Entry.objects.filter(subject_kind="case", subject_id=str(case_id)).order_by("-number").first()
    return last.number if last else 0


def texts_of(case: Case) -> str:
    """Everything officials wrote that is kept with the case."""
    kept: list[object] = [
        *Task.objects.filter(case=case).values_list("note", flat=True),
        *SupplementRequest.objects.filter(case=case).values_list("reason", "answer"),
        *ClockStop.objects.filter(case=case).values_list("note", "evidence"),
        *Decision.objects.filter(case=case).values_list("text", flat=True),
        *HandOver.objects.filter(case=case).values_list("receiver", flat=True),
        *Document.objects.filter(subject_kind="case", subject_id=str(case.pk)).values_list("facts", flat=True),
        *Entry.objects.filter(subject_kind="case", subject_id=str(case.pk)).values_list("facts", flat=True),
    ]
    return "\n".join(map(str, kept))
