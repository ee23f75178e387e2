"""The closed lists of the catalogue, each value with its words."""

from enum import IntEnum

from motcua.domain.directory.enums import Named


class Level(Named):
    """Which level of government decides. Districts decided until 2025-06-30."""

    COMMUNE = "commune", "Cấp xã", "Commune"
    DISTRICT = "district", "Cấp huyện", "District"
    CITY = "city", "Cấp thành phố", "City"
    MINISTRY = "ministry", "Cấp bộ", "Ministry"
    OTHER = "other", "Cơ quan khác", "Other body"


OWN_LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.CITY)
"""The levels at which a city's own agencies decide."""


class Channel(Named):
    """How one may file. ANY stands for a limit that holds whatever the channel."""

    COUNTER = "counter", "Trực tiếp", "In person"
    ONLINE = "online", "Trực tuyến", "Online"
    POST = "post", "Bưu chính", "By post"
    ANY = "any", "Mọi hình thức", "Any way"


class Unit(Named):
    """What a time limit counts. DAY is a calendar day, HOUR runs around the clock."""

    WORKING_DAY = "working_day", "ngày làm việc", "working days"
    DAY = "day", "ngày", "days"
    MONTH = "month", "tháng", "months"
    WORKING_HOUR = "working_hour", "giờ làm việc", "working hours"
    HOUR = "hour", "giờ", "hours"


class PaperKind(Named):
    PAPER = "paper", "Phải nộp", "To be handed in"
    CONDITIONAL = "conditional", "Nộp nếu thuộc trường hợp", "Only in the case named"
    PRESENT_ONLY = "present_only", "Xuất trình", "To be shown"
    NOTE = "note", "Ghi chú", "Note"


class VersionState(Named):
    DRAFT = "draft", "Bản nháp", "Draft"
    PUBLISHED = "published", "Đang công bố", "Published"
    RETIRED = "retired", "Đã ngừng", "Retired"


class ServiceLevel(Named):
    """Decree 42/2022 Art. 4; before it, levels 1–2, 3 and 4 of Decree 43/2011."""

    INFORMATION = "information", "Cung cấp thông tin", "Information only"
    PARTIAL = "partial", "Một phần", "Partly online"
    FULL = "full", "Toàn trình", "Wholly online"


class OwnerSystem(Named):
    """Whose system handles the cases (Decree 224/2026 Art. 15.1.i)."""

    CITY = "city", "Hệ thống của thành phố", "The city's system"
    MINISTRY = "ministry", "Hệ thống của bộ, ngành", "A ministry's system"


class Origin(Named):
    """Where a version's text comes from."""

    OWN = "own", "Bộ dữ liệu của phần mềm", "The project's own facts"
    IMPORT = "import", "Nhập từ danh mục quốc gia", "Imported list"
    ENTERED = "entered", "Cán bộ nhập", "Entered by an official"


class UnitRelation(Named):
    """Who does a step, seen from the case: a version names no agency, so that it fits every one."""

    RECEIVING_OFFICE = "receiving_office", "Bộ phận Một cửa đã tiếp nhận", "The office that received it"
    SPECIALIST_UNIT = "specialist_unit", "Đơn vị chuyên môn", "The specialist unit"
    LEADER = "leader", "Lãnh đạo cơ quan quyết định", "The leader of the deciding agency"


class Standing(IntEnum):
    """What somebody who finds a procedure can do with it; in a list the lower comes first."""

    RECEIVED = 0
    ELSEWHERE = 1
    LISTED = 2
    OTHER_PROVINCE = 3
    RETIRED = 4

    @classmethod
    def choices(cls) -> list[tuple[int, str]]:
        return [(member.value, member.name.lower()) for member in cls]


class StopKind(Named):
    SUSPENDED = "suspended", "Tạm dừng tiếp nhận", "Suspended"
    RETIRED = "retired", "Đã bãi bỏ", "Abolished"


class FlagState(Named):
    """What became of a place the import was unsure of."""

    OPEN = "open", "Chờ xem", "To be looked at"
    CONFIRMED = "confirmed", "Đã xem, đúng", "Looked at, right"
    CORRECTED = "corrected", "Đã sửa", "Corrected"
    REPLACED = "replaced", "Bản mới không còn chỗ này", "No longer in the newer text"
