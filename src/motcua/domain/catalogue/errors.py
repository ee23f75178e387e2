"""What can go wrong in the catalogue."""

from motcua.kernel.errors import Conflict, Invalid, NotVisible
from motcua.kernel.words import Words


class ProcedureNotFound(NotVisible):
    code = "catalogue.not_found"
    sentence = Words(
        "Không tìm thấy thủ tục này, hoặc thủ tục chưa có hiệu lực.",
        "This procedure could not be found, or is not in force.",
    )


class NotADraft(Conflict):
    code = "catalogue.not_a_draft"
    sentence = Words(
        "Phiên bản {number} của thủ tục {code} không còn là bản nháp.",
        "Version {number} of procedure {code} is no longer a draft.",
    )


class NotPublished(Conflict):
    code = "catalogue.not_published"
    sentence = Words(
        "Phiên bản {number} của thủ tục {code} không đang được công bố.",
        "Version {number} of procedure {code} is not published.",
    )


class Overlap(Conflict):
    """A version begins after the one before it did, and before the one after it does."""

    code = "catalogue.overlap"
    sentence = Words(
        "Thủ tục {code} đã có phiên bản hiệu lực từ {since}. Bạn chọn ngày sau ngày đó.",
        "Procedure {code} already has a version in force from {since}. Please choose a later day.",
    )


class NotReceivableHere(Conflict):
    code = "catalogue.foreign"
    sentence = Words(
        "Thủ tục {code} do tỉnh, thành phố khác ban hành nên không công bố ở đây.",
        "Procedure {code} was issued by another province and is not published here.",
    )


class ReasonNeeded(Invalid):
    code = "catalogue.reason_needed"
    sentence = Words("Bạn ghi lý do ngừng áp dụng.", "Please give the reason for retiring it.")


class OtherField(Conflict):
    code = "catalogue.other_field"
    sentence = Words(
        "Chỉ sửa được cách viết của “{name}”. Lĩnh vực khác đến cùng danh mục thủ tục quốc gia.",
        "Only the spelling of “{name}” can be mended. Another field comes with the national list.",
    )


class FieldChanged(Conflict):
    code = "catalogue.field_changed"
    sentence = Words("Có người vừa sửa tên lĩnh vực này.", "Somebody has just changed this field's name.")
