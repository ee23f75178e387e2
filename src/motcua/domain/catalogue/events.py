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
        show={"on": _day},
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
)
