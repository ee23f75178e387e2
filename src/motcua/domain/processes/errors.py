"""What can go wrong when a process is published."""

from motcua.kernel.errors import Conflict, Invalid
from motcua.kernel.words import Words


class BadTable(Invalid):
    code = "process.bad_table"


class ProcessChanged(Conflict):
    code = "process.changed"
    sentence = Words(
        "Có người vừa công bố quy trình khác cho phạm vi này. Bảng bạn soạn vẫn còn đây, bạn so lại rồi gửi.",
        "Somebody has just published another process here. Your table is kept: compare, then send again.",
    )
