"""What the engine refuses."""

from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.words import Words


class BadState(Invalid):
    code = "process.bad_state"
    sentence = Words("Không đọc được tình trạng quy trình.", "The state of the process cannot be read.")


class StepOver(Conflict):
    """No token with this number: the step was finished, cancelled or never opened."""

    code = "process.step_over"
    sentence = Words("Bước này đã xong hoặc đã bỏ.", "This step is over.")


class NotThisStep(Conflict):
    """The action does not fit where the token waits, such as an answer where nobody was asked."""

    code = "process.not_this_step"
    sentence = Words("Bước “{step}” không làm được việc này.", "Step “{step}” does not allow this.")


class ProcessOver(Conflict):
    code = "process.over"
    sentence = Words("Quy trình của hồ sơ đã kết thúc.", "The process of the case is over.")


class ReturnRefused(Conflict):
    """Not an earlier step of this branch or of what lies around it; or one the process has no return to."""

    code = "process.return_refused"
    sentence = Words("Không chuyển lại được về bước này.", "The case cannot be sent back to this step.")


class TooManyReturns(Conflict):
    code = "process.too_many_returns"
    sentence = Words(
        "Hồ sơ đã chuyển đi chuyển lại quá nhiều lần. Lãnh đạo cần quyết định.",
        "The case went to and fro too often. The leader has to decide.",
    )


class Endless(Conflict):
    """The process goes round without anybody doing anything; the checks before publishing find it."""

    code = "process.endless"
    sentence = Words("Quy trình lặp mãi không dừng.", "The process goes round for ever.")
