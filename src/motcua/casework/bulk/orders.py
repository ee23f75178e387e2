"""What may be ordered for many cases at once, and how an order becomes the ordinary act on one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from motcua.casework.foresight import foreseen
from motcua.casework.queries import actions
from motcua.casework.queries.page import find_case
from motcua.casework.replies import Filled, filled_texts
from motcua.casework.services.accept import accept_case
from motcua.casework.services.apologise import apologise
from motcua.casework.services.assign import assign_case, release_task
from motcua.casework.services.decide import decide_case
from motcua.casework.services.finish import close_case
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.move_to_version import move_to_version
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.casework.version_moving import Wish
from motcua.domain.cases.models import Case
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.routing.models import Task
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

ACTIONS: dict[str, Words] = {
    "accept": actions.ACCEPT.words,
    "forward": actions.FORWARD.words,
    "decide": actions.DECIDE.words,
    "supplement": actions.SUPPLEMENT.words,
    "take": actions.TAKE.words,
    "assign": Words("Giao cho cán bộ", "Assign to an official"),
    "release": Words("Trả việc về đơn vị", "Give back to the unit"),
    "close": actions.CLOSE.words,
    "apologise": actions.APOLOGISE.words,
    "move_version": actions.MOVE_VERSION.words,
}
"""In the order of the list one chooses from."""

MOVING = "move_version"
TEXTED = frozenset({"forward", "decide", "supplement", "apologise"})


@dataclass(frozen=True, slots=True)
class Order:
    """The act and its words, the same for every case; texts may hold variables. `items` are (text, note).

    `new_day` of apologies; None: for each case the day that its own steps can keep. The last three are those of a
    `Wish` to move to the version in force, the text being its decision.
    """

    action: str
    text: str = ""
    outcome: str = ""
    items: tuple[tuple[str, str], ...] = ()
    position_id: UUID | None = None
    template_id: UUID | None = None
    new_day: date | None = None
    promise: str = "better"
    ask_new: bool = False
    otherwise: str = "examination"

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text, "outcome": self.outcome, "items": [list(item) for item in self.items],
            "position": str(self.position_id or ""), "template": str(self.template_id or ""),
            "new_day": self.new_day.isoformat() if self.new_day else "",
            "promise": self.promise, "ask_new": self.ask_new, "otherwise": self.otherwise,
        }  # fmt: skip

    @property
    def wish(self) -> Wish:
        return Wish(self.text, None, self.promise, self.ask_new, self.otherwise)

    @property
    def reply_act(self) -> ReplyAct | None:
        """Which kind of reply template fits; None for acts without a text."""
        name = f"decide:{self.outcome}" if self.action == "decide" else self.action
        return ReplyAct(name) if name in ReplyAct.values else None


def order_of(action: str, stored: Mapping[str, Any]) -> Order:
    """The order as it was kept."""
    return Order(
        action=action,
        text=stored.get("text", ""),
        outcome=stored.get("outcome", ""),
        items=tuple((text, note) for text, note in stored.get("items", ())),
        position_id=UUID(stored["position"]) if stored.get("position") else None,
        template_id=UUID(stored["template"]) if stored.get("template") else None,
        new_day=date.fromisoformat(stored["new_day"]) if stored.get("new_day") else None,
        promise=stored.get("promise", "better"),
        ask_new=stored.get("ask_new", False),
        otherwise=stored.get("otherwise", "examination"),
    )


def said(order: Order, case: Case, actor: Actor, open_now: Sequence[Task] | None = None) -> Filled:
    """The order's words on one case; `open_now` are its open tasks, where they are at hand."""
    return filled_texts(case, actor, order.text, items=order.items, open_now=open_now)


def carry_out(actor: Actor, case_id: UUID, expected: int, order: Order) -> Case:
    """The ordinary act, inside the caller's transaction; its faults pass through."""
    whom: dict[str, Any] = {"actor": actor, "case_id": case_id, "expected": expected}
    if order.action in TEXTED:
        case = find_case(actor, case_id)
        words = said(order, case, actor)
        if order.action == "apologise":
            return apologise(**whom, new_day=order.new_day or day_for(case), reason=words.text)
        if order.action == "forward":
            return forward_case(**whom, note=words.text)
        if order.action == "decide":
            return decide_case(**whom, outcome=order.outcome, text=words.text)
        return request_supplement(**whom, reason=words.text, items=missing_of(words))
    if order.action == MOVING:
        return move_to_version(**whom, wish=order.wish)
    if order.action == "assign":
        return assign_case(**whom, position_id=order.position_id)
    plain: dict[str, Callable[..., Case]] = {
        "accept": accept_case,
        "take": take_task,
        "release": release_task,
        "close": close_case,
    }
    return plain[order.action](**whom)


def day_for(case: Case, tasks: Sequence[Task] | None = None) -> date | None:
    """The day a late case can keep by what its steps still need; `tasks` where its open ones are at hand."""
    found = foreseen(case, Task.objects.filter(case=case, closed_at=None) if tasks is None else tasks)
    return found.new_day if found else None


def missing_of(words: Filled) -> list[MissingItem]:
    return [MissingItem(line.text, line.note, line.paper.pk if line.paper else None) for line in words.lines]
