"""The legal life of a case as tables: states, who holds each, whether the clock runs, and the moves between them.

Pure: no database, no Django. The same tables make the database trigger, the buttons on the pages, the API's answers
and the diagram in `docs/reference/states.md`. National status codes: decree's exchange list, `law/facts.md` §6.1.
"""

from dataclasses import dataclass
from enum import StrEnum

from motcua.kernel.errors import Conflict
from motcua.kernel.words import Words


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    DUTY = "duty"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DECIDED = "decided"
    RETURNED = "returned"
    CLOSED = "closed"


class Holder(StrEnum):
    """Whom the case waits for."""

    CITIZEN = "citizen"
    RECEPTION = "reception"
    AGENCY = "agency"
    NOBODY = "nobody"


class Clock(StrEnum):
    NOT_STARTED = "not_started"
    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true in a state. `national` is the status number the national portal knows; None before filing."""

    words: Words
    plain: Words
    holder: Holder
    clock: Clock
    national: int | None


FACTS: dict[State, Facts] = {
    State.DRAFT: Facts(
        Words("Bản nháp", "Draft"),
        Words("Bạn chưa gửi hồ sơ", "You have not sent it yet"),
        Holder.CITIZEN, Clock.NOT_STARTED, None,
    ),
    State.SUBMITTED: Facts(
        Words("Chờ tiếp nhận", "Awaiting acceptance"),
        Words("Bộ phận Một cửa đang kiểm tra hồ sơ", "The one-stop office is checking it"),
        Holder.RECEPTION, Clock.NOT_STARTED, 1,
    ),
    State.ACCEPTED: Facts(
        Words("Đã tiếp nhận", "Accepted"),
        Words("Hồ sơ đã được tiếp nhận", "Your case has been accepted"),
        Holder.RECEPTION, Clock.RUNNING, 2,
    ),
    State.REFUSED: Facts(
        Words("Không tiếp nhận", "Not accepted"),
        Words("Hồ sơ không được tiếp nhận", "Your case was not accepted"),
        Holder.NOBODY, Clock.ENDED, 3,
    ),
    State.PROCESSING: Facts(
        Words("Đang giải quyết", "In progress"),
        Words("Cơ quan đang giải quyết hồ sơ", "The agency is working on it"),
        Holder.AGENCY, Clock.RUNNING, 4,
    ),
    State.SUPPLEMENT: Facts(
        Words("Chờ bổ sung", "Awaiting supplements"),
        Words("Hồ sơ cần bạn bổ sung", "We need something more from you"),
        Holder.CITIZEN, Clock.STOPPED, 5,
    ),
    State.DUTY: Facts(
        Words("Chờ nghĩa vụ tài chính", "Awaiting payment of dues"),
        Words("Hồ sơ chờ bạn nộp nghĩa vụ tài chính", "We wait for you to pay what is due"),
        Holder.CITIZEN, Clock.STOPPED, 6,
    ),
    State.WITHDRAWN: Facts(
        Words("Đã rút", "Withdrawn"),
        Words("Bạn đã rút hồ sơ", "You withdrew the case"),
        Holder.NOBODY, Clock.ENDED, 7,
    ),
    State.STOPPED: Facts(
        Words("Dừng giải quyết", "Stopped"),
        Words("Cơ quan đã dừng giải quyết hồ sơ", "The agency stopped the case"),
        Holder.NOBODY, Clock.ENDED, 8,
    ),
    State.DECIDED: Facts(
        Words("Đã có kết quả", "Result ready"),
        Words("Kết quả đã sẵn sàng, mời bạn đến nhận", "Your result is ready to collect"),
        Holder.RECEPTION, Clock.ENDED, 9,
    ),
    State.RETURNED: Facts(
        Words("Đã trả kết quả", "Result returned"),
        Words("Bạn đã nhận kết quả", "You received the result"),
        Holder.RECEPTION, Clock.ENDED, 10,
    ),
    State.CLOSED: Facts(
        Words("Đã kết thúc", "Closed"),
        Words("Hồ sơ đã kết thúc", "The case is closed"),
        Holder.NOBODY, Clock.ENDED, 10,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed step of a case's life: the verb, from where, to where, and the ledger sentence it leaves."""

    verb: str
    words: Words
    sources: frozenset[State]
    target: State
    event: str


_UNDECIDED = frozenset({State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT, State.DUTY})

MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move("submit", Words("Gửi hồ sơ", "Send the case"), frozenset({State.DRAFT}), State.SUBMITTED,
             "case.submitted"),
        Move("accept", Words("Tiếp nhận hồ sơ", "Accept the case"), frozenset({State.SUBMITTED}), State.ACCEPTED,
             "case.accepted"),
        Move("refuse", Words("Từ chối tiếp nhận", "Refuse the case"), frozenset({State.SUBMITTED}), State.REFUSED,
             "case.refused"),
        Move("ask_early", Words("Yêu cầu bổ sung", "Ask for supplements"), frozenset({State.SUBMITTED}),
             State.SUPPLEMENT, "case.supplement_requested"),
        Move("ask_late", Words("Yêu cầu bổ sung", "Ask for supplements"),
             frozenset({State.ACCEPTED, State.PROCESSING}), State.SUPPLEMENT, "case.supplement_requested"),
        Move("answer_early", Words("Gửi phần bổ sung", "Send the supplements"), frozenset({State.SUPPLEMENT}),
             State.SUBMITTED, "case.supplement_answered"),
        Move("answer_late", Words("Gửi phần bổ sung", "Send the supplements"), frozenset({State.SUPPLEMENT}),
             State.PROCESSING, "case.supplement_answered"),
        Move("begin", Words("Chuyển giải quyết", "Send for processing"), frozenset({State.ACCEPTED}),
             State.PROCESSING, "case.forwarded"),
        Move("ask_duty", Words("Yêu cầu nghĩa vụ tài chính", "Ask to pay what is due"),
             frozenset({State.PROCESSING}), State.DUTY, "case.duty_requested"),
        Move("settle_duty", Words("Xác nhận đã nộp", "Confirm payment"), frozenset({State.DUTY}), State.PROCESSING,
             "case.duty_settled"),
        Move("decide", Words("Phê duyệt", "Decide"), frozenset({State.PROCESSING}), State.DECIDED, "case.decided"),
        Move("unsign", Words("Chuyển lại người ký", "Send back to the signer"), frozenset({State.DECIDED}),
             State.PROCESSING, "case.decision_returned"),
        Move("hand_over", Words("Trả kết quả", "Hand over the result"), frozenset({State.DECIDED}), State.RETURNED,
             "case.returned"),
        Move("close", Words("Kết thúc hồ sơ", "Close the case"), frozenset({State.RETURNED}), State.CLOSED,
             "case.closed"),
        Move("withdraw", Words("Rút hồ sơ", "Withdraw the case"), frozenset({State.SUBMITTED}) | _UNDECIDED,
             State.WITHDRAWN, "case.withdrawn"),
        Move("stop", Words("Dừng giải quyết", "Stop the case"), _UNDECIDED, State.STOPPED, "case.stopped"),
    )
}  # fmt: skip

ENDED = frozenset(state for state, facts in FACTS.items() if facts.holder is Holder.NOBODY)
OPEN = frozenset(State) - ENDED - {State.DRAFT, State.RETURNED}
NEVER_ACCEPTED = frozenset({State.DRAFT, State.SUBMITTED, State.REFUSED})
ALWAYS_ACCEPTED = frozenset(
    {State.ACCEPTED, State.PROCESSING, State.DUTY, State.STOPPED, State.DECIDED, State.RETURNED, State.CLOSED}
)
TIMED = frozenset(state for state, facts in FACTS.items() if facts.clock is Clock.RUNNING) | {State.SUBMITTED}
"""Time runs against whoever holds a step: that of the promise, or that of the answer to a filing."""
HAS_DECISION = frozenset({State.DECIDED, State.RETURNED, State.CLOSED})


class MoveRefused(Conflict):
    """The case is in a state from which this is not possible."""

    code = "case.move_refused"
    sentence = Words(
        "Không thể “{move}” khi hồ sơ ở trạng thái “{state}”.", "“{move}” is not possible while the case is “{state}”."
    )


def target_of(verb: str, state: State) -> State:
    """Where `verb` leads from `state`. MoveRefused when the table has no such move."""
    move = MOVES[verb]
    if state not in move.sources:
        raise MoveRefused(move=move.words, state=FACTS[state].words)
    return move.target


def verbs_from(state: State) -> tuple[str, ...]:
    """The moves the law allows from `state`, in the order of the table."""
    return tuple(verb for verb, move in MOVES.items() if state in move.sources)


def transitions() -> tuple[tuple[State, State], ...]:
    """Every allowed pair of states, sorted: what the database trigger enforces."""
    return tuple(sorted({(source, move.target) for move in MOVES.values() for source in move.sources}))
