"""The small closed lists of questions between agencies."""

from enum import StrEnum

from motcua.kernel.words import Words


class AskKind(StrEnum):
    """An opinion: somebody else answers and the step waits. A question: the work goes on meanwhile."""

    OPINION = "opinion"
    QUESTION = "question"

    @property
    def words(self) -> Words:
        return KINDS[self]


KINDS = {
    AskKind.OPINION: Words("Xin ý kiến", "Opinion"),
    AskKind.QUESTION: Words("Hỏi thông tin", "Question"),
}


class AskState(StrEnum):
    """How far a request to another agency is."""

    SENT = "sent"
    TAKEN = "taken"
    ANSWERED = "answered"
    REFUSED = "refused"
    RECALLED = "recalled"

    @property
    def words(self) -> Words:
        return STATES[self]


STATES = {
    AskState.SENT: Words("Chưa nhận xử lý", "Not taken yet"),
    AskState.TAKEN: Words("Đang xử lý", "In work"),
    AskState.ANSWERED: Words("Đã trả lời", "Answered"),
    AskState.REFUSED: Words("Từ chối trả lời", "Refused"),
    AskState.RECALLED: Words("Đã thu hồi", "Recalled"),
}
OPEN = (AskState.SENT, AskState.TAKEN)
BACK = (AskState.ANSWERED, AskState.REFUSED)
"""The agency has said something: that is what a step waits for."""
