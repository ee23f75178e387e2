"""What the ledger tells about procedures. The subject is the procedure, its versions are told by number."""

from datetime import date

from motcua.base.ledger import Kind, register
from motcua.kernel.text import short_date


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text))


register(
    Kind(
        "procedure.drafted",
        "Soạn phiên bản {version} của thủ tục {code}",
        "Version {version} of procedure {code} was drafted",
        facts=("code", "version", "origin", "digest", "flags"),
    ),
    Kind(
        "procedure.published",
        "Công bố phiên bản {version} của thủ tục {code}, hiệu lực từ {since}",
        "Version {version} of procedure {code} was published, in force from {since}",
        facts=("code", "version", "since"),
        optional=("replaces",),
        show={"since": _day},
    ),
    Kind(
        "procedure.retired",
        "Ngừng áp dụng phiên bản {version} của thủ tục {code} từ {on}: {reason}",
        "Version {version} of procedure {code} is no longer used from {on}: {reason}",
        facts=("code", "version", "on", "reason"),
        optional=("decision", "decided_on"),
        show={"on": _day},
    ),
    Kind(
        "procedure.suspended",
        "Tạm dừng tiếp nhận thủ tục {code} từ {since}: {reason}",
        "Procedure {code} is suspended from {since}: {reason}",
        facts=("code", "since", "reason"),
        optional=("until", "decision", "decided_on"),
        show={"since": _day},
    ),
    Kind(
        "procedure.resumed",
        "Tiếp nhận lại thủ tục {code} từ {on}",
        "Procedure {code} is received again from {on}",
        facts=("code", "on"),
        optional=("note",),
        show={"on": _day},
    ),
    Kind(
        "procedure.flag_confirmed",
        "Xác nhận chỗ {place} của thủ tục {code} đúng như đã đọc",
        "Place {place} of procedure {code} was confirmed as read",
        facts=("code", "reason", "place"),
        optional=("note",),
    ),
    Kind(
        "procedure.flags_confirmed",
        "Xác nhận {count} chỗ của thủ tục {code} đúng như đã đọc: {note}",
        "{count} places of procedure {code} were confirmed as read: {note}",
        facts=("code", "count", "reasons", "note"),
    ),
    Kind(
        "procedure.flag_corrected",
        "Sửa chỗ {place} của thủ tục {code} trong bản nháp {version}",
        "Place {place} of procedure {code} was corrected in draft {version}",
        facts=("code", "reason", "place", "version", "digest"),
        optional=("note",),
    ),
    Kind(
        "procedure.listed",
        "Thêm thủ tục {code} theo danh mục {list}, chưa có nội dung chi tiết",
        "Procedure {code} was added from the list {list}, without details",
        facts=("code", "list"),
    ),
    Kind(
        "procedure.list_changed",
        "Cập nhật dòng danh mục của thủ tục {code} theo {list}",
        "The list's line of procedure {code} was brought up to date from {list}",
        facts=("code", "list"),
    ),
    Kind(
        "procedure.draft_discarded",
        "Bỏ bản nháp {version} của thủ tục {code}",
        "Draft {version} of procedure {code} was discarded",
        facts=("code", "version"),
    ),
    Kind(
        "field.respelt",
        "Sửa cách viết lĩnh vực {former} thành {name}",
        "Field {former} is now written {name}",
        facts=("former", "name"),
    ),
    Kind("field.added", "Thêm lĩnh vực {name}", "Field {name} was added", facts=("name",), optional=("code",)),
    Kind(
        "field.retired",
        "Ngừng dùng lĩnh vực {name}: {reason}",
        "Field {name} was retired: {reason}",
        facts=("name", "reason"),
    ),
    Kind("field.restored", "Dùng lại lĩnh vực {name}", "Field {name} is used again", facts=("name",)),
)
