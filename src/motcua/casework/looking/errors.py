"""What can be in the way of answering."""

from motcua.kernel.errors import Conflict, NotVisible
from motcua.kernel.words import Words


class AlarmNotFound(NotVisible):
    code = "looking.no_alarm"
    sentence = Words("Không tìm thấy lần báo này.", "This alarm could not be found.")


class AlreadyAnswered(Conflict):
    code = "looking.answered"
    sentence = Words("Lần báo này đã có người trả lời.", "Somebody has answered this alarm already.")
