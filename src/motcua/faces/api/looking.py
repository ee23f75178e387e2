"""Officials' readings of personal data are on record; people's own are not."""

from motcua.base.access.looks import record_look
from motcua.casework.frame import subject
from motcua.domain.cases.models import Case
from motcua.kernel.actor import Actor


def note_look(actor: Actor, case: Case, purpose: str) -> None:
    if actor.kind != "citizen":
        record_look(actor=actor, subject=subject(case), purpose=purpose)
