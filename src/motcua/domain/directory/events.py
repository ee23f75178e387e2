"""What the ledger can say about the directory. Facts carry ids, codes and names of agencies, never personal data."""

from datetime import date

from motcua.base.ledger import Kind, register
from motcua.kernel.text import short_date


def _day(iso: str | None) -> str:
    return "…" if iso is None else short_date(date.fromisoformat(iso))


def _form(value: str) -> str:
    return f"{value.upper()}."


def _list(values: list[str]) -> str:
    return ", ".join(values)


register(
    Kind(
        "directory.loaded",
        "Nạp danh bạ từ bảng dữ kiện: {agencies} cơ quan, {offices} điểm tiếp nhận.",
        "Directory loaded from the facts: {agencies} agencies, {offices} offices.",
        facts=("agencies", "offices"),
        audience="inside",
    ),
    Kind(
        "agency.founded",
        "Thành lập {name} ({identifier}), từ ngày {from_day}.",
        "{name} ({identifier}) founded, from {from_day}.",
        facts=("identifier", "name", "kind", "from_day"),
        show={"from_day": _day},
    ),
    Kind(
        "agency.renamed",
        "Đổi tên {former_name} thành {name}.",
        "{former_name} renamed {name}.",
        facts=("former_name", "name"),
    ),
    Kind(
        "agency.identified",
        "Thay mã tạm {former} bằng mã chính thức {identifier}.",
        "The synthetic identifier {former} replaced by the official {identifier}.",
        facts=("former", "identifier"),
    ),
    Kind(
        "agency.closed",
        "{name} ({identifier}) kết thúc hoạt động, ngày cuối {last_day}.",
        "{name} ({identifier}) ended, last day {last_day}.",
        facts=("identifier", "name", "last_day", "successors"),
        show={"last_day": _day},
    ),
    Kind(
        "agency.competent",
        "Giao giải quyết thủ tục của {ministry}, lĩnh vực: {field}, từ ngày {from_day}.",
        "Given the procedures of {ministry}, field: {field}, from {from_day}.",
        facts=("ministry", "field", "from_day", "source"),
        show={"from_day": _day, "field": lambda value: value or "mọi lĩnh vực"},
    ),
    Kind(
        "office.opened",
        "Mở {name} ({identifier}), từ ngày {from_day}.",
        "{name} ({identifier}) opened, from {from_day}.",
        facts=("identifier", "name", "from_day"),
        show={"from_day": _day},
    ),
    Kind(
        "office.changed",
        "Sửa thông tin điểm tiếp nhận: {fields}.",
        "Office changed: {fields}.",
        facts=("fields",),
        show={"fields": _list},
    ),
    Kind(
        "office.closed",
        "Đóng {name} ({identifier}), ngày cuối {last_day}.",
        "{name} ({identifier}) closed, last day {last_day}.",
        facts=("identifier", "name", "last_day"),
        show={"last_day": _day},
    ),
    Kind(
        "office.hours_set",
        "Đặt giờ mở cửa từ ngày {from_day}.",
        "Opening hours set from {from_day}.",
        facts=("from_day", "hours"),
        show={"from_day": _day},
    ),
    Kind(
        "office.serves",
        "Điểm tiếp nhận cho: {agencies}.",
        "The office receives for: {agencies}.",
        facts=("agencies",),
        show={"agencies": _list},
    ),
    Kind(
        "office.counter_set",
        "Đặt quầy số {number}: {label}.",
        "Counter {number} set: {label}.",
        facts=("number", "label", "in_use"),
    ),
    Kind("person.registered", "Ghi nhận người mới.", "Person registered.", audience="inside"),
    Kind(
        "person.changed",
        "Sửa thông tin cá nhân: {fields}.",
        "Personal details changed: {fields}.",
        facts=("fields",),
        audience="inside",
        show={"fields": _list},
    ),
    Kind(
        "person.account_linked",
        "Gắn tài khoản công dân.",
        "Citizen's account linked.",
        facts=("account_id",),
        audience="inside",
    ),
    Kind(
        "position.given",
        "Giao vị trí {title} tại {agency}, vai trò: {roles}, từ ngày {from_day}.",
        "Post {title} at {agency} given, roles: {roles}, from {from_day}.",
        facts=("position_id", "agency", "title", "roles", "from_day"),
        audience="inside",
        show={"from_day": _day, "roles": _list},
    ),
    Kind(
        "position.roles_changed",
        "Đổi vai trò của vị trí {title} tại {agency}: {roles} (trước: {former}).",
        "Roles of the post {title} at {agency} changed: {roles} (before: {former}).",
        facts=("position_id", "agency", "title", "roles", "former"),
        audience="inside",
        show={"roles": _list, "former": _list},
    ),
    Kind(
        "position.ended",
        "Kết thúc vị trí {title} tại {agency}, ngày cuối {last_day}.",
        "Post {title} at {agency} ended, last day {last_day}.",
        facts=("position_id", "agency", "title", "last_day"),
        audience="inside",
        show={"last_day": _day},
    ),
    Kind(
        "account.created",
        "Tạo tài khoản cán bộ với mật khẩu tạm.",
        "Official's account created with a temporary password.",
        facts=("person_id",),
        audience="inside",
    ),
    Kind(
        "account.password_reset",
        "Đặt lại mật khẩu tạm.",
        "Temporary password set again.",
        facts=("person_id",),
        audience="inside",
    ),
    Kind("account.closed", "Khóa tài khoản.", "Account locked.", facts=("person_id",), audience="inside"),
    Kind("account.reopened", "Mở lại tài khoản.", "Account unlocked.", facts=("person_id",), audience="inside"),
    Kind(
        "delegation.made",
        "{agency} ủy quyền cho {to}: {count} thủ tục, lĩnh vực, ký {form}, từ {from_day} đến {until}, theo {decision}.",
        "{agency} delegated to {to}: {count} procedures or fields, signed {form}, from {from_day} until {until}, "
        "by {decision}.",
        facts=("agency", "to", "count", "form", "from_day", "until", "decision", "scopes"),
        show={"from_day": _day, "until": _day, "form": _form, "count": lambda value: value or "mọi"},
    ),
    Kind(
        "delegation.revoked",
        "Bãi bỏ ủy quyền theo {decision}, ngày cuối {last_day}, căn cứ {ground}.",
        "The delegation by {decision} was revoked, last day {last_day}, by {ground}.",
        facts=("decision", "last_day", "ground"),
        show={"last_day": _day},
    ),
    Kind(
        "delegation.carried",
        "Ủy quyền theo {decision} tiếp tục tại {agency} do sắp xếp đơn vị theo {ground}.",
        "The delegation by {decision} goes on at {agency} as bodies were reorganised by {ground}.",
        facts=("decision", "agency", "ground", "follower"),
    ),
    Kind(
        "absence.carried",
        "Lịch vắng mặt theo vị trí sang {agency} do sắp xếp đơn vị theo {ground}.",
        "The absence went with the post to {agency} as bodies were reorganised by {ground}.",
        facts=("position_id", "agency", "ground", "deputy_id"),
        audience="office",
    ),
    Kind(
        "absence.entered",
        "Vắng mặt từ {from_day} đến {until}, người thay: {deputy}.",
        "Away from {from_day} until {until}, deputy: {deputy}.",
        facts=("position_id", "agency", "from_day", "until", "deputy", "deputy_id"),
        audience="office",
        show={"from_day": _day, "until": _day, "deputy": lambda value: value or "không có"},
    ),
    Kind(
        "absence.ended",
        "Kết thúc vắng mặt, ngày cuối {last_day}.",
        "The absence ended, last day {last_day}.",
        facts=("position_id", "agency", "last_day"),
        audience="office",
        show={"last_day": _day},
    ),
)
