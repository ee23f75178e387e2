"""What the ledger tells of shared reply templates and common reasons. Own templates are nobody else's business."""

from motcua.base.ledger import Kind, register

register(
    Kind("reply.shared", "Thêm mẫu trả lời “{title}” dùng chung tại {agency}.",
         "Reply template “{title}” was shared at {agency}.", ("title", "act", "agency", "digest")),
    Kind("reply.changed", "Sửa mẫu trả lời “{title}” dùng chung tại {agency}.",
         "Reply template “{title}”, shared at {agency}, was changed.", ("title", "act", "agency", "digest")),
    Kind("reply.retired", "Ngừng dùng mẫu trả lời “{title}” tại {agency}.",
         "Reply template “{title}” at {agency} is no longer used.", ("title", "act", "agency")),
    Kind("reason.added", "Thêm lý do thường gặp “{text}”.", "Common reason “{text}” was added.", ("act", "text")),
    Kind("reason.reworded", "Sửa lý do “{former}” thành “{text}”.", "Reason “{former}” now reads “{text}”.",
         ("act", "text", "former")),
    Kind("reason.retired", "Ngừng dùng lý do “{text}”.", "Reason “{text}” is no longer used.", ("act", "text")),
    Kind("reason.restored", "Dùng lại lý do “{text}”.", "Reason “{text}” is used again.", ("act", "text")),
)  # fmt: skip
