"""What the ledger tells of shared reply templates. Own templates are nobody else's business."""

from motcua.base.ledger import Kind, register

register(
    Kind("reply.shared", "Thêm mẫu trả lời “{title}” dùng chung tại {agency}.",
         "Reply template “{title}” was shared at {agency}.", ("title", "act", "agency", "digest")),
    Kind("reply.changed", "Sửa mẫu trả lời “{title}” dùng chung tại {agency}.",
         "Reply template “{title}”, shared at {agency}, was changed.", ("title", "act", "agency", "digest")),
    Kind("reply.retired", "Ngừng dùng mẫu trả lời “{title}” tại {agency}.",
         "Reply template “{title}” at {agency} is no longer used.", ("title", "act", "agency")),
)  # fmt: skip
