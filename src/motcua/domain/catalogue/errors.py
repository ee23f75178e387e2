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
        "Chỉ sửa được cách viết của “{name}”. Lĩnh vực khác thì bạn thêm mới.",
        "Only the spelling of “{name}” can be mended. Another field is added.",
    )


class WrongField(Invalid):
    code = "catalogue.wrong_field"
    sentence = Words("Bạn xem lại các ô được đánh dấu.", "Please check the marked boxes.")


class FieldExists(Conflict):
    """Spellings that fold alike are one field."""

    code = "catalogue.field_exists"
    sentence = Words(
        "Đã có lĩnh vực “{name}” ({state}). Bạn sửa cách viết hoặc dùng lại lĩnh vực đó.",
        "There is the field “{name}” already ({state}). Please respell it or use it again.",
    )


class FieldStands(Conflict):
    code = "catalogue.field_stands"
    sentence = Words(
        "Có người vừa đổi tình trạng lĩnh vực “{name}”. Bạn xem lại danh mục.",
        "Somebody has just changed the state of “{name}”. Please look at the list again.",
    )


class FieldRetired(Invalid):
    """A procedure is put under a field that is no longer offered."""

    code = "catalogue.field_retired"
    sentence = Words(
        "Lĩnh vực “{name}” đã ngừng dùng. Bạn chọn lĩnh vực khác.",
        "The field “{name}” is retired. Please choose another.",
    )


class FieldChanged(Conflict):
    code = "catalogue.field_changed"
    sentence = Words("Có người vừa sửa tên lĩnh vực này.", "Somebody has just changed this field's name.")


class ProcedureStopped(Conflict):
    """The procedure is suspended or abolished on the day; `told` says since when, why and by which decision."""

    code = "catalogue.stopped"
    sentence = Words(
        "Thủ tục {code} không tiếp nhận hồ sơ mới. {told} Hồ sơ đã nộp trước đó vẫn được giải quyết.",
        "Procedure {code} takes no new cases. {told} Cases filed before go on.",
    )


class StopOverlaps(Conflict):
    code = "catalogue.already_stopped"
    sentence = Words(
        "Thủ tục {code} đã tạm dừng hoặc bãi bỏ trong thời gian này. {told}",
        "Procedure {code} is already suspended or abolished in that time. {told}",
    )


class NotStopped(Conflict):
    code = "catalogue.not_stopped"
    sentence = Words("Thủ tục {code} không đang tạm dừng.", "Procedure {code} is not suspended.")


class NothingInForce(Conflict):
    """Only a procedure with a published version can be suspended or abolished."""

    code = "catalogue.nothing_in_force"
    sentence = Words(
        "Thủ tục {code} chưa có phiên bản đang áp dụng nên không có gì để dừng.",
        "Procedure {code} has no version in force, so there is nothing to stop.",
    )


class WrongStop(Invalid):
    code = "catalogue.wrong_stop"
    sentence = Words(
        "Chưa dừng được. Bạn xem lại các ô được đánh dấu.", "Nothing was stopped. Please check the marked fields."
    )


class WrongList(Invalid):
    """A file that is no list we can read; each kind has a code of its own."""

    code = "catalogue.list"


class NotAList(WrongList):
    code = "catalogue.list_unreadable"
    sentence = Words(
        "Tệp này không phải bảng tính .xlsx hoặc .csv đọc được. Bạn mở tệp, lưu lại dạng .xlsx rồi thử lại.",
        "This is no readable .xlsx or .csv file. Please open it, save it as .xlsx and try again.",
    )


class ListTooLarge(WrongList):
    """Too big, or it unpacks to far more than it weighs."""

    code = "catalogue.list_too_large"
    sentence = Words(
        "Tệp này quá lớn, hoặc giải nén ra quá lớn (tối đa {mb} MB). Bạn chỉ giữ trang danh sách rồi thử lại.",
        "This file is too large, or unpacks to too much (at most {mb} MB). Keep only the list's sheet and try again.",
    )


class ListHasMacro(WrongList):
    code = "catalogue.list_macro"
    sentence = Words(
        "Tệp này chứa macro nên không được nhập. Bạn lưu lại dạng .xlsx không có macro.",
        "This file holds macros and is not imported. Please save it as .xlsx without macros.",
    )


class ListHasFormula(WrongList):
    code = "catalogue.list_formula"
    sentence = Words(
        "Ô {cell} là công thức. Bạn dán lại dưới dạng giá trị rồi thử lại.",
        "Cell {cell} is a formula. Please paste it as a value and try again.",
    )


class ListLayout(WrongList):
    code = "catalogue.list_layout"
    sentence = Words(
        "Không thấy dòng tiêu đề có các cột: {columns}. Bạn kiểm tra lại mẫu danh mục.",
        "No heading row with the columns: {columns}. Please check the list's layout.",
    )


class ListEmpty(WrongList):
    code = "catalogue.list_empty"
    sentence = Words("Danh mục không có dòng thủ tục nào.", "The list holds no procedure.")


class WrongLines(Invalid):
    """A line of an edited section does not have its form."""

    code = "catalogue.wrong_line"
    sentence = Words(
        "Không đọc được dòng “{line}”. Bạn xem cách ghi ở trên ô nhập.",
        "The line “{line}” cannot be read. See above the box how a line is written.",
    )


class NothingChanged(Invalid):
    code = "catalogue.nothing_changed"
    sentence = Words(
        "Nội dung chưa có gì khác. Nếu đúng rồi, bạn chọn “Đúng như đã đọc”.",
        "Nothing was changed. If it is right, choose “Right as read”.",
    )


class ReviewNoteNeeded(Invalid):
    code = "catalogue.review_note_needed"
    sentence = Words("Bạn ghi đã đối chiếu với đâu.", "Please say what you compared it with.")


class HeapTooWide(Conflict):
    code = "catalogue.heap_too_wide"
    sentence = Words(
        "Bạn chọn một loại hoặc một thủ tục, đang chờ xem lại, rồi mới xác nhận cùng lúc.",
        "Please choose one kind or one procedure, still to be reviewed, before confirming many at once.",
    )


class HeapDone(Conflict):
    code = "catalogue.heap_done"
    sentence = Words(
        "Không còn chỗ nào ở đây chờ xem lại: có người vừa xác nhận hoặc sửa hết.",
        "Nothing is left to review here: somebody has just confirmed or corrected all of it.",
    )


class AlreadyReviewed(Conflict):
    code = "catalogue.already_reviewed"
    sentence = Words(
        "Chỗ này đã có người xem rồi ({state}). Bạn chuyển sang chỗ tiếp theo.",
        "Somebody has looked at this place already ({state}). Please go on to the next.",
    )
