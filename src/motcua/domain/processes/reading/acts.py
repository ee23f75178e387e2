"""What a step does, by its words: it returns the case to an earlier one, decides it, or hands the result over."""

import re
from collections.abc import Sequence
from dataclasses import replace

from motcua.base.access.roles import Leader, Specialist
from motcua.domain.processes.graph.definition import Kind, Relation
from motcua.domain.processes.reading.performers import Guess
from motcua.domain.processes.reading.understood import Step
from motcua.kernel.text import fold

RETURNS = re.compile(
    r"(?:khong (?:dong y|dat|duyet|phe duyet|nhat tri|thong nhat|dam bao|dung)|chua (?:dat|dung|dam bao)|yeu cau sua)"
    r"[^.;\n]{0,80}?(?:chuyen lai|chuyen tra|tra lai|quay lai|tra ve|chuyen ve|ve|lai)[^.;\n]{0,30}?buoc (\d{1,2})"
)
DECIDES = re.compile(r"phe duyet|ban hanh|ky duyet|ky ket qua|quyet dinh|\bky\b(?! nhay)|cap phep")
HANDS_OVER = re.compile(r"tra ket qua|tra cho (to chuc|ca nhan|cong dan)|ket qua.*(de )?tra cho")


def returns_to(duty: str) -> str:
    """ "3" of "Nếu không đồng ý: Chuyển lại bước 3"; empty where nothing is returned."""
    found = RETURNS.search(fold(duty.replace("\n", " ")))
    return str(int(found[1])) if found else ""


def in_their_unit(steps: Sequence[Step]) -> list[Step]:
    """Where the head of a unit acts, its specialists do what the source gives to a specialist without saying whose."""
    heads = any(step.guess.performer.relation is Relation.UNIT for step in steps)
    return [_of_unit(step) if heads and _is_plain(step.guess) else step for step in steps]


def _is_plain(guess: Guess) -> bool:
    who = guess.performer
    sure = guess.kind is Kind.STEP and not guess.doubts
    return sure and (who.relation, who.role) == (Relation.SPECIALIST, Specialist.name)


def _of_unit(step: Step) -> Step:
    performer = replace(step.guess.performer, relation=Relation.UNIT)
    return replace(step, guess=replace(step.guess, performer=performer))


def handed_over(steps: Sequence[Step]) -> int | None:
    """The last step at the receiving office, other than the first; it hands over, whatever its words."""
    here = [
        place
        for place, step in enumerate(steps)
        if place
        and step.guess.performer.relation is Relation.RECEIVING
        and HANDS_OVER.search(fold(f"{step.duty} {step.result}"))
    ]
    return here[-1] if here else None


def decided(steps: Sequence[Step]) -> int | None:
    """The last step in which a leader of the agency, or of the one above, approves; else the last of such a leader."""
    chiefs = [
        place
        for place, step in enumerate(steps)
        if step.guess.performer.role == Leader.name
        and step.guess.performer.relation in (Relation.LEADER, Relation.PARENT)
    ]
    approving = [place for place in chiefs if DECIDES.search(fold(steps[place].duty))]
    return next(iter([*approving[-1:], *chiefs[-1:]]), None)
