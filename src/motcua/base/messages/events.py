"""What the ledger tells about texts of messages. The subject is one text: its event and channel."""

from motcua.base.ledger import Kind, register

register(
    Kind(
        "text.changed",
        "Sửa lời nhắn “{event}” ({channel}), tiêu đề: {subject_vi}",
        "Text “{event}” ({channel}) changed, subject: {subject_en}",
        facts=("event", "channel", "subject_vi", "body_vi", "subject_en", "body_en"),
    ),
    Kind(
        "text.reset",
        "Đặt lời nhắn “{event}” ({channel}) về bản có sẵn.",
        "Text “{event}” ({channel}) set back to the shipped one.",
        facts=("event", "channel"),
    ),
)
