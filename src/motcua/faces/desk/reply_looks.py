"""The live preview of a template that is being written: on the example, or on a case one may see."""

from dataclasses import dataclass
from datetime import timedelta

from motcua.base.access.looks import record_look
from motcua.base.access.models import Look
from motcua.casework.frame import RELATED, subject
from motcua.casework.queries.lookup import matching
from motcua.casework.queries.worklist import visible_to
from motcua.casework.replies import Paper, example_filled, filled_texts, paper_for, values_of
from motcua.domain.cases.models import Case
from motcua.domain.replies import variables
from motcua.domain.replies.enums import ReplyAct
from motcua.domain.replies.services.templates import ReplyText
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

PURPOSE = "Xem trước mẫu trả lời"
ONE_LOOK = timedelta(minutes=10)
NO_CASE = Words(
    "Không tìm thấy hồ sơ {code} trong đơn vị bạn; đang xem trên hồ sơ ví dụ.",
    "Case {code} was not found in your unit; this is the example.",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The paper, and what is wrong with the words or the chosen case."""

    paper: Paper | None
    wrong: tuple[Words, ...] = ()


def look_at(actor: Actor, reply: ReplyText, code: str) -> Seen:
    """Words with a mistake are shown as they stand, with the mistake said above."""
    wrong: list[Words] = []
    for text in (reply.text, reply.ground, *(part for item in reply.items for part in item)):
        try:
            variables.check(text)
        except Fault as fault:
            wrong.append(fault.words)
    act = ReplyAct(reply.act) if reply.act in ReplyAct.values else ReplyAct.SUPPLEMENT
    items = tuple((text, note) for text, note in reply.items if text or note) if act is ReplyAct.SUPPLEMENT else ()
    ground = reply.ground if act is ReplyAct.STOP else ""
    case = seen_case(actor, code)
    if code.strip() and case is None:
        wrong.append(NO_CASE.fill(code=code.strip()[:60]))
    if case is None:
        return Seen(paper_for(act, example_filled(reply.text, ground, items), variables.EXAMPLE), tuple(wrong))
    said = filled_texts(case, actor, reply.text, ground=ground, items=items)
    return Seen(paper_for(act, said, values_of(case, actor)), tuple(wrong))


def seen_case(actor: Actor, code: str) -> Case | None:
    """The case of this code that the official may see; looking at it is on record, once for a sitting."""
    if not code.strip():
        return None
    found = list(visible_to(actor).filter(matching(code)).select_related(*RELATED)[:2])
    if len(found) != 1:
        return None
    case, about = found[0], subject(found[0])
    recent = Look.objects.filter(
        account_id=actor.account_id, subject_kind=about.kind, subject_id=str(about.id), purpose=PURPOSE,
        at__gt=clock.now() - ONE_LOOK,
    )  # fmt: skip
    if not recent.exists():
        record_look(actor=actor, subject=about, purpose=PURPOSE)
    return case
