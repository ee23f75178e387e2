"""Five clear: who, what, how, who answers, with what result, for every step of a case, past and to come. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.domain.routing.steps import Step
from motcua.kernel.words import Words

Plan = Callable[[datetime, int], datetime]
"""The moment so many working minutes after another."""

OUTCOMES = {
    "forwarded": Words("Đã chuyển bước tiếp theo", "Passed on"),
    "sent_back": Words("Đã chuyển lại bước trước", "Sent back"),
    "recalled": Words("Đã được thu hồi", "Taken back"),
    "decided": Words("Đã có quyết định", "Decided"),
    "returned": Words("Đã trả kết quả", "Result handed over"),
    "refused": Words("Không tiếp nhận, có phiếu từ chối", "Not accepted, with a refusal slip"),
    "fired": Words("Đã hết thời gian chờ", "The time of waiting was over"),
    "cut_off": Words("Dừng vì nhánh khác đã quyết định", "Ended because another branch went on"),
    "withdrawn": Words("Người nộp rút hồ sơ", "Withdrawn by the applicant"),
    "stopped": Words("Dừng giải quyết, có thông báo", "Stopped, with a notice"),
}
ENDED = Words("Đã kết thúc bước", "The step ended")
WORKING = Words("Đang làm", "Under way")
READY = Words("Kết quả chờ người nộp đến nhận", "The result waits for the applicant")
LATE = Words("Đang làm, đã quá hạn của bước", "Under way, past the step's moment")
PASS_ON = Words("Chuyển sang: {next}", "Passes on to: {next}")
DECIDES = Words("Kết quả giải quyết", "The decision")
HANDS_OVER = Words("Trả kết quả cho người nộp", "The result in the applicant's hands")
FOR = Words("{who} thay {owner}", "{who} for {owner}")
MADE = Words("{result}; đã làm ra: {what}", "{result}; produced: {what}")
TO_MAKE = Words("{result}; làm ra: {what}", "{result}; produces: {what}")
TAKEN = Words("tự nhận việc hoặc do lãnh đạo giao", "taken by one of them, or assigned by the head")
MOST_NAMED = 3
NUMBER = Words("Bước {n}/{count}", "Step {n} of {count}")


@dataclass(frozen=True, slots=True)
class Done:
    """A task as it stands: `owner` on whose desk it lay, `closed_by` who did it; "" where nobody is known.

    `waits`: the result is there, the applicant fetches it.
    """

    step: str
    place: str
    role: Words
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str
    owner: str = ""
    closed_by: str = ""
    note: str = ""
    waits: bool = False
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """Where a coming step will be done, and by whom if that can be told.

    `rule`: how the person will be chosen. `candidates`: who fits today, the first MOST_NAMED by name; `count` of all.
    """

    place: str
    role: Words
    person: str = ""
    rule: Words = TAKEN
    candidates: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Clear:
    """One line. `state`: done, now or next. `sure`: the person is known, not only likely.

    Of a coming step also by which `rule` the person is chosen, and out of whom.
    """

    step: str
    state: str
    task: Words
    person: Words | str
    sure: bool
    process: Words
    unit: Words
    owner: Words | str
    began: datetime | None
    ended: datetime | None
    due: datetime | None
    late: bool
    result: Words
    note: str = ""
    rule: Words | None = None
    candidates: tuple[str, ...] = ()
    count: int = 0


def five_clear(
    steps: Sequence[Step],
    tasks: Sequence[Done],
    likely: Mapping[str, Likely],
    plan: Plan,
    *,
    coming: Collection[str],
    now: datetime,
    until: datetime | None = None,
    timed: bool = True,
) -> tuple[Clear, ...]:
    """Every task there was, in order, then the steps still `coming`, by key.

    A coming step is planned from when the one before is due, never after `until`, the moment the case is due. While
    the clock stands (not `timed`) nobody who holds a step is late.
    """
    known = {step.key: number for number, step in enumerate(steps, start=1)}
    found = [_was(task, steps, known, now if timed else None) for task in tasks]
    at = max([task.due_at for task in tasks if task.closed_at is None and task.due_at], default=now)
    at = max(at, now)
    for step in steps:
        if step.key in coming:
            at = plan(at, step.minutes)
            at = min(at, until) if until and until > now else at
            found.append(_will_be(step, steps, known, likely, at))
    return tuple(found)


def _was(task: Done, steps: Sequence[Step], known: Mapping[str, int], now: datetime | None) -> Clear:
    step = next((one for one in steps if one.key == task.step), None)
    unit = Words("{role}, {place}", "{role}, {place}").fill(role=task.role, place=task.place)
    until = task.closed_at or now
    late = not task.waits and task.due_at is not None and until is not None and until > task.due_at
    who: Words | str = task.closed_by or task.owner or unit
    if task.closed_by and task.owner and task.closed_by != task.owner:
        who = FOR.fill(who=task.closed_by, owner=task.owner)
    result = OUTCOMES.get(task.outcome, ENDED) if task.closed_at else READY if task.waits else LATE if late else WORKING
    made = task.documents if task.closed_at else step.node.documents if step else ()
    return Clear(
        step=task.step,
        state="done" if task.closed_at else "now",
        task=step.words if step else Words(task.step, task.step),
        person=who,
        sure=bool(task.closed_by or task.owner),
        process=_number(known.get(task.step), len(steps)),
        unit=unit,
        owner=task.owner or task.closed_by or unit,
        began=task.opened_at,
        ended=task.closed_at,
        due=task.due_at,
        late=late,
        result=with_documents(result, made, done=bool(task.closed_at)),
        note=task.note,
    )


def _will_be(
    step: Step, steps: Sequence[Step], known: Mapping[str, int], likely: Mapping[str, Likely], at: datetime
) -> Clear:
    where = likely[step.key]
    unit = Words("{role}, {place}", "{role}, {place}").fill(role=where.role, place=where.place)
    after = sorted((one for one in steps if one.position > step.position), key=lambda one: one.position)
    result = PASS_ON.fill(next=after[0].words) if after else HANDS_OVER
    result = DECIDES if step.node.decides else result
    return Clear(
        step=step.key,
        state="next",
        task=step.words,
        person=where.person or unit,
        sure=False,
        process=_number(known[step.key], len(steps)),
        unit=unit,
        owner=unit,
        began=None,
        ended=None,
        due=at,
        late=False,
        result=with_documents(result, step.node.documents),
        rule=where.rule,
        candidates=where.candidates,
        count=where.count,
    )


def with_documents(result: Words, documents: Sequence[str], *, done: bool = False) -> Words:
    """The result, and the documents that were done or are to be done."""
    if not documents:
        return result
    return (MADE if done else TO_MAKE).fill(result=result, what="; ".join(documents))


def _number(number: int | None, count: int) -> Words:
    return NUMBER.fill(n=number or "–", count=count)
