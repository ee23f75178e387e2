"""Whoever sent a case on takes it back, as long as nobody has begun with it."""

from collections.abc import Container, Sequence
from uuid import UUID

from django.db import transaction

from motcua.base.ledger.models import Entry
from motcua.casework import steps, walking
from motcua.casework.frame import lock_case, record, touch
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.routing.models import Task
from motcua.domain.routing.services.tasks import open_tasks_of
from motcua.kernel.actor import Actor, Post
from motcua.kernel.errors import Conflict
from motcua.kernel.words import Words

QUIET = ("case.slip_printed", "case.due_moved")
"""Entries that are no beginning of work."""
BESIDE = ("case.forwarded", "case.branch_done", "case.task_taken", "case.task_assigned", "case.task_released")
"""What may happen in other branches meanwhile."""
LOOKED_AT = 20


class NothingToRecall(Conflict):
    """Somebody has begun, or it was another who sent it on."""

    code = "case.nothing_to_recall"
    sentence = Words(
        "Không thu hồi được: bước sau đã có người nhận hoặc làm, hoặc không phải bạn chuyển.",
        "It cannot be taken back: somebody has begun with it, or it was not you who sent it on.",
    )


@transaction.atomic
def recall_case(*, actor: Actor, case_id: UUID, expected: int | None) -> Case:
    """The case comes back to the step it was sent from, onto the desk of who recalls it. NothingToRecall."""
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    open_now = open_tasks_of(case)
    found = recallable(actor, case, open_now)
    if found is None:
        raise NothingToRecall
    here, sent, post = found
    now = touch(case)
    planned = walking.send_back(case, open_now, here, sent.step)
    case.save()
    walked = walking.carry_out(case, planned, now, post=post, outcome="recalled")
    for task in walked.opened:
        task.assignee_id = post.stands_for or post.position_id
        task.save(update_fields=["assignee"])
    facts = {"step": steps.both(steps.named(case, here)), **walked.said, **walked.facts}
    record(case, "case.recalled", actor, facts, authority=post)
    return case


def recallable(actor: Actor, case: Case, open_now: Sequence[Task]) -> tuple[Task, Task, Post] | None:
    """An open task that would end, the one it was sent from, and the post; None where it is too late.

    Nobody may have taken or done any of what was opened by it, and the process must know the way back. Beside it other
    branches may have gone on; right after a split all its branches end together.
    """
    posts = {post.position_id: post for post in actor.posts if post.delegation_id is None}
    if case.legal_state is not State.PROCESSING or not open_now or not posts:
        return None
    entries = Entry.objects.filter(subject_kind="case", subject_id=str(case.pk)).exclude(kind__in=QUIET)
    last = _last_sent(list(entries.order_by("-number")[:LOOKED_AT]), posts, open_now)
    if last is None:
        return None
    here, position = last
    done = Task.objects.filter(case=case, outcome="forwarded", closed_by=position)
    sent = done.order_by("-closed_at", "-pk").first()
    if sent is None or sent.closed_at != here.opened_at:
        return None
    if sent.step not in {step.key for step in steps.earlier_steps(case, here, open_now)}:
        return None
    return here, sent, posts[position]


def _last_sent(entries: Sequence[Entry], posts: Container[UUID], open_now: Sequence[Task]) -> tuple[Task, UUID] | None:
    """What one of the posts sent on last, if all of it is open and untouched; `entries` begin with the newest."""
    touched: set[object] = set()
    for entry in entries:
        if entry.kind == "case.forwarded" and entry.position_id is not None and entry.position_id in posts:
            known = {task[0] for task in entry.facts.get("tasks", ())}
            tokens = known or {task.token for task in open_now[:2]}
            opened = [task for task in open_now if task.token in tokens]
            people = [task for task in opened if task.role]
            whole = len(opened) == len(tokens) and (known or len(tokens) == 1)
            return (people[0], entry.position_id) if whole and people and not touched & tokens else None
        if entry.kind not in BESIDE:
            return None
        touched.add(entry.facts.get("token"))
    return None
