"""What the ledger tells of bulk jobs; what happened to each case stands with the case."""

from motcua.base.ledger import Kind, register

register(
    Kind("bulk.ordered", "Ra lệnh “{action}” cho {cases} hồ sơ một lượt.",
         "“{action}” was ordered for {cases} cases at once.", ("action", "cases")),
    Kind("bulk.cancelled", "Hủy lượt xử lý trước khi bắt đầu.", "The bulk job was taken back before it began.", ()),
    Kind("bulk.finished", "Xử lý xong một lượt: {done} hồ sơ được, {failed} không được.",
         "A bulk job ended: {done} cases done, {failed} not.", ("done", "failed")),
)  # fmt: skip
