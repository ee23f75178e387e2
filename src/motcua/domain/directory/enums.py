"""The small closed lists of the directory, each value with its words."""

from enum import StrEnum

from motcua.kernel.words import Words


class Named(StrEnum):
    """A closed list: the value is stored, the words are shown."""

    words: Words

    def __new__(cls, value: str, vi: str = "", en: str = "") -> "Named":
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = Words(vi, en)
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """For model fields: value and Vietnamese name."""
        return [(member.value, member.words.vi) for member in cls]


class AgencyKind(Named):
    CITY = "city", "Ủy ban nhân dân thành phố", "City committee"
    DEPARTMENT = "department", "Sở, ngành", "Department"
    DISTRICT = "district", "Ủy ban nhân dân cấp huyện", "District committee"
    COMMUNE = "commune", "Ủy ban nhân dân cấp xã", "Commune committee"
    CENTRE = "centre", "Trung tâm phục vụ hành chính công", "Public service centre"
    UNIT = "unit", "Đơn vị bên trong", "Unit inside an agency"


class SuccessionKind(Named):
    WHOLE = "whole", "toàn bộ", "wholly"
    PART = "part", "một phần", "partly"


class Ground(Named):
    VERIFIED = "verified", "theo văn bản", "by a document"
    REMEMBERED = "remembered", "theo hiểu biết chung, chưa đối chiếu", "general knowledge, not checked"
    SECTOR = "sector", "cơ quan ngành dọc", "agency of the ministry itself"
    ASSUMED = "assumed", "giả định, cần cán bộ xác nhận", "assumed, an official should confirm"
    ENTERED = "entered", "cán bộ nhập", "entered by an official"


class Sex(Named):
    MALE = "male", "Nam", "Male"
    FEMALE = "female", "Nữ", "Female"
    UNKNOWN = "unknown", "Chưa ghi", "Not recorded"


class BirthPrecision(Named):
    DAY = "day", "đủ ngày, tháng, năm", "full date"
    MONTH = "month", "chỉ có tháng, năm", "month and year only"
    YEAR = "year", "chỉ có năm", "year only"


class IdentityKind(Named):
    NONE = "none", "Chưa có giấy tờ", "No document"
    CCCD = "cccd", "Căn cước, căn cước công dân (12 số)", "Identity card (12 digits)"
    CMND = "cmnd", "Chứng minh nhân dân (9 số)", "Old identity card (9 digits)"
    PASSPORT = "passport", "Hộ chiếu", "Passport"


class SigningForm(Named):
    """How somebody signs in another's place (Decree 30/2020, Annex I)."""

    DEPUTY = "kt", "KT. (ký thay)", "KT. (deputy signs for the head)"
    ORDERED = "tl", "TL. (thừa lệnh)", "TL. (by order)"
    AUTHORISED = "tuq", "TUQ. (thừa ủy quyền)", "TUQ. (by authorisation)"
    COLLECTIVE = "tm", "TM. (thay mặt)", "TM. (on behalf of the collective)"
