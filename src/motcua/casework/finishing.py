"""What a step asks of whoever finishes it: its fields, its condition, the documents it produces."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.casework.data import data_of
from motcua.casework.filling import fill_in
from motcua.casework.steps import graph_of
from motcua.domain.cases.errors import StepNotReady
from motcua.domain.cases.models import Case
from motcua.domain.processes.graph import guards
from motcua.domain.processes.graph.definition import Node
from motcua.domain.routing.models import Task
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

IF_ANY = ("nếu có", "if any")
"""A document named so need not be there."""
MISSING = Words(
    "Bạn đánh dấu văn bản bước này phải làm ra: {what}.", "Please tick the documents this step produces: {what}."
)
UNKNOWN = Words("Bước này không làm ra “{what}”.", 'This step does not produce "{what}".')


def leave(case: Case, task: Task, data: Mapping[str, Any], documents: Iterable[str]) -> list[str]:
    """Put on the case, in memory, what the step fills in. The documents that are done, in their order.

    Invalid names wrong fields and missing documents; StepNotReady where the condition of the step does not hold.
    """
    node, given = graph_of(case).by_key[task.step], set(documents)
    wrong: dict[str, Words] = {}
    try:
        fill_in(case, task, data)
    except Invalid as fault:
        wrong |= fault.fields
    missing = [one for one in node.documents if needed(one) and one not in given]
    if strange := given - set(node.documents):
        wrong["documents"] = UNKNOWN.fill(what="; ".join(sorted(strange)))
    elif missing:
        wrong["documents"] = MISSING.fill(what="; ".join(missing))
    if wrong:
        raise Invalid(wrong)
    if guards.lacking(node, data_of(case)):
        raise StepNotReady(why=guards.words_of(graph_of(case), node.guard))
    return [one for one in node.documents if one in given]


def needed(document: str) -> bool:
    return not any(mark in document.lower() for mark in IF_ANY)


def kept(documents: list[str]) -> dict[str, object]:
    """What the ledger keeps of them."""
    return {"documents": documents} if documents else {}


def in_the_way(case: Case, task: Task) -> Words | None:
    """Why a step could not be finished now, whatever is typed; None where it could."""
    node: Node = graph_of(case).by_key[task.step]
    if node.guard is None or guards.told_here(graph_of(case), node) or not guards.lacking(node, data_of(case)):
        return None
    return guards.words_of(graph_of(case), node.guard)
