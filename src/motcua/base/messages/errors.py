"""What can go wrong with a message. A channel says which: wait and try again, never try again, or nobody knows."""

from motcua.kernel.errors import Conflict, Fault, Invalid
from motcua.kernel.words import Words


class SendingFault(Fault):
    code = "message.not_sent"
    status = 502
    sentence = Words("Chưa gửi được thông báo: {reason}.", "The message could not be sent: {reason}.")


class TemporaryFailure(SendingFault):
    """It was not sent; trying again later may help."""

    code = "message.later"
    temporary = True


class ChannelAway(TemporaryFailure):
    """Nobody there takes messages now, whichever: no fault of this one."""

    code = "message.channel_away"
    sentence = Words("Kênh gửi đang không hoạt động: {reason}.", "The channel is away: {reason}.")


class FinalFailure(SendingFault):
    """It was not sent, and never will be as it is: no such address, refused content."""

    code = "message.refused"


class Unconfirmed(SendingFault):
    """It was handed over, and the answer never came: it may have been sent."""

    code = "message.unconfirmed"
    temporary = True
    sentence = Words("Chưa rõ thông báo đã đến: {reason}.", "It is not known whether the message arrived: {reason}.")


class NoText(Fault):
    code = "message.no_text"
    status = 500
    sentence = Words("Chưa có mẫu thông báo {key} cho kênh {channel}.", "There is no text {key} for channel {channel}.")


class MissingValue(Fault):
    code = "message.missing_value"
    status = 500
    sentence = Words("Mẫu thông báo cần giá trị {name}.", "The text of the message needs the value {name}.")


class BadText(Invalid):
    code = "message.bad_text"


class TextChanged(Conflict):
    code = "message.text_changed"
    sentence = Words(
        "Có người vừa sửa lời nhắn này. Nội dung bạn nhập vẫn còn đây, bạn xem bản mới rồi lưu lại.",
        "Somebody has just changed this text. What you typed is kept: look at the new version, then save again.",
    )
