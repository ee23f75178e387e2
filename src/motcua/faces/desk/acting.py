"""Which form belongs to which act, which key presses its button, and which need no form at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from motcua.casework.queries.actions import Action
from motcua.faces.desk.forms import acts
from motcua.faces.desk.forms.apology import Apologise
from motcua.faces.desk.forms.ask_agency import AskAgency
from motcua.faces.desk.forms.check_site import CheckSite
from motcua.faces.desk.forms.correct_post import CorrectPost
from motcua.faces.desk.forms.move_version import MoveVersion
from motcua.faces.desk.forms.supplement import Supplement
from motcua.kernel.words import Words

ROOMY = 5
"""So many acts stand side by side; of more, those done seldom are folded away."""

YIELDING = ("take", "ask")
"""While still too many stand there these are folded away as well: who gives tasks out seldom takes one."""

NOTHING: Mapping[str, Words] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Way:
    """How an act is reached: its form, its key (letters officials learn), `at_once` when one press does it.

    `stays`: the case is still in one's hands afterwards, so it stays open; after all others the next one opens.
    `seldom`: waits behind "more" where the bar of acts would be crowded.
    """

    form: type[acts.ActForm]
    key: str = ""
    at_once: bool = False
    stays: bool = False
    seldom: bool = False


WAYS: dict[str, Way] = {
    "accept": Way(acts.Accept, "a", stays=True),
    "refuse": Way(acts.Refuse),
    "supplement": Way(Supplement, "s"),
    "answer": Way(acts.Answer, "b", stays=True),
    "forward": Way(acts.Forward, "f"),
    "send_back": Way(acts.SendBack, "r"),
    "take": Way(acts.Take, "t", at_once=True, stays=True),
    "recall": Way(acts.Recall, at_once=True, stays=True),
    "assign": Way(acts.Assign, "c", stays=True),
    "release": Way(acts.Release, at_once=True, seldom=True),
    "ask": Way(AskAgency, "y", stays=True),
    "check_site": Way(CheckSite, stays=True, seldom=True),
    "correct_post": Way(CorrectPost, stays=True, seldom=True),
    "duty": Way(acts.Duty, seldom=True),
    "settle": Way(acts.Settle, "p", stays=True),
    "decide": Way(acts.Decide, "d"),
    "hand_over": Way(acts.HandOver, "h"),
    "close": Way(acts.Close, "e", at_once=True),
    "apologise": Way(Apologise, "x", stays=True, seldom=True),
    "move_version": Way(MoveVersion, stays=True, seldom=True),
    "withdraw": Way(acts.Withdraw, seldom=True),
    "stop": Way(acts.Stop, seldom=True),
}


@dataclass(frozen=True, slots=True)
class Press:
    """One button at the foot of a case."""

    action: Action
    kind: str
    key: str
    at_once: bool
    why: Words | None = None


def presses(actions: tuple[Action, ...], blocked: Mapping[str, Words] = NOTHING) -> list[Press]:
    """The buttons in the order of likelihood: the first stands out, dangerous ones last; `blocked` ones say why."""
    ordered = sorted(actions, key=lambda action: (action.danger, action.name in blocked))
    return [
        Press(
            action=action,
            kind="danger" if action.danger else "second" if number else "first",
            key=WAYS[action.name].key,
            at_once=WAYS[action.name].at_once,
            why=blocked.get(action.name),
        )
        for number, action in enumerate(ordered)
    ]


@dataclass(frozen=True, slots=True)
class Bar:
    """The foot of a case: what is pressed daily, and what is folded away behind "more"."""

    daily: list[Press]
    seldom: list[Press]


def bar(actions: tuple[Action, ...], blocked: Mapping[str, Words] = NOTHING) -> Bar:
    """A crowded bar keeps its daily acts; one act alone is not worth a fold."""
    every = presses(actions, blocked)
    seldom = [press for press in every if WAYS[press.action.name].seldom]
    if len(every) <= ROOMY or len(seldom) < 2:
        return Bar(every, [])
    daily = [press for press in every if press not in seldom]
    for name in YIELDING:
        if len(daily) > ROOMY:
            seldom = [press for press in daily if press.action.name == name] + seldom
            daily = [press for press in daily if press.action.name != name]
    return Bar(daily, seldom)
