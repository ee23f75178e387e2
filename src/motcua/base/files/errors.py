"""Why a file is not taken: each rule a class, each sentence says which rule and what to do."""

from motcua.kernel.errors import Conflict, Fault, Invalid, NotVisible, Unavailable
from motcua.kernel.words import Words

LIMIT_BYTES = 20 * 1024 * 1024
LIMIT_PAGES = 1000
LIMIT_PIXELS = 50_200_000


class FileRefused(Invalid):
    """Base: the file breaks a rule; the person can mend it."""

    code = "file.refused"


class EmptyFile(FileRefused):
    code = "file.empty"
    sentence = Words(
        "Tệp không có nội dung. Bạn mở lại tệp trên máy để kiểm tra rồi tải lên lần nữa.",
        "The file is empty. Open it on your device to check, then upload it again.",
    )


class TooLarge(FileRefused):
    code = "file.too_large"
    sentence = Words(
        "Tệp lớn hơn 20 MB. Bạn chụp lại với cỡ ảnh nhỏ hơn, hoặc chia tệp PDF thành nhiều phần.",
        "The file is larger than 20 MB. Take a smaller photo, or split the PDF into parts.",
    )


class WrongType(FileRefused):
    """`found` is what the content looks like, such as ".docx" or Words for unknown."""

    code = "file.wrong_type"
    sentence = Words(
        "Chỉ nhận ảnh (JPG, PNG, HEIC) hoặc PDF; tệp này là dạng {found}. Bạn chụp ảnh giấy tờ hoặc lưu thành PDF.",
        "Only photos (JPG, PNG, HEIC) or PDF are taken; this file is {found}. Take a photo or save it as PDF.",
    )


class DamagedFile(FileRefused):
    code = "file.damaged"
    sentence = Words(
        "Tệp bị hỏng hoặc tải lên chưa đủ nên không mở được. Bạn tải lên lần nữa, hoặc chụp lại.",
        "The file is damaged or incomplete and cannot be opened. Upload it again, or take a new photo.",
    )


class PasswordProtected(FileRefused):
    code = "file.password"
    sentence = Words(
        "Tệp PDF đang đặt mật khẩu. Bạn gỡ mật khẩu, lưu lại rồi tải lên.",
        "The PDF is protected by a password. Remove the password, save it and upload it again.",
    )


class TooManyPixels(FileRefused):
    code = "file.too_many_pixels"
    sentence = Words(
        "Ảnh quá lớn (trên 50 triệu điểm ảnh). Bạn chụp lại với cỡ ảnh thường của điện thoại.",
        "The picture is too large (over 50 megapixels). Take it again with your phone's normal size.",
    )


class TooManyPages(FileRefused):
    code = "file.too_many_pages"
    sentence = Words(
        "Tệp PDF có trên 1.000 trang. Bạn chia thành nhiều tệp rồi tải lên.",
        "The PDF has more than 1,000 pages. Split it into several files.",
    )


class ActiveContent(FileRefused):
    code = "file.active_content"
    sentence = Words(
        "Tệp PDF có chứa mã lệnh hoặc biểu mẫu tự chạy. Bạn in tệp thành PDF mới rồi tải lên.",
        "The PDF contains scripts or a self-running form. Print it to a new PDF and upload that.",
    )


class AttachedFiles(FileRefused):
    code = "file.attached_files"
    sentence = Words(
        "Tệp PDF có tệp khác đính kèm bên trong. Bạn tải từng tệp lên riêng, hoặc in thành PDF mới.",
        "The PDF has other files attached inside. Upload each file separately, or print it to a new PDF.",
    )


class HiddenContent(FileRefused):
    code = "file.hidden_content"
    sentence = Words(
        "Tệp có nội dung lạ gắn thêm bên trong. Bạn chụp lại ảnh hoặc in tệp thành PDF mới rồi tải lên.",
        "Foreign content is hidden in the file. Take a new photo or print it to a new PDF and upload that.",
    )


class TooComplex(FileRefused):
    code = "file.too_complex"
    sentence = Words(
        "Tệp quá phức tạp nên không kiểm tra được. Bạn in thành PDF mới hoặc chụp ảnh từng trang.",
        "The file is too complex to be checked. Print it to a new PDF or photograph each page.",
    )


class Infected(FileRefused):
    """`found` is the scanner's name for it."""

    code = "file.infected"
    sentence = Words(
        "Tệp có mã độc ({found}) nên không được nhận. Bạn quét vi-rút trên máy, rồi chụp lại giấy tờ và tải lên.",
        "The file carries a virus ({found}) and is not taken. Scan your device, then take and upload a new photo.",
    )


class CheckUnavailable(Unavailable):
    code = "file.check_unavailable"
    sentence = Words(
        "Hệ thống đang bận nên chưa kiểm tra được tệp. Các tệp khác vẫn được giữ, bạn tải tệp này lên lại sau ít phút.",
        "The system is busy and could not check the file. Other files are kept; try this one again in a few minutes.",
    )


class ScannerUnavailable(CheckUnavailable):
    """The city has a virus scanner and it does not answer: nothing is taken unlooked-at."""

    code = "file.scanner_unavailable"
    sentence = Words(
        "Chưa quét được vi-rút nên tệp chưa được nhận. Các tệp khác vẫn được giữ, bạn tải tệp này lên lại sau ít phút.",
        "The file could not be scanned and is not taken yet. The others are kept; try this one again in a few minutes.",
    )


class NoRoom(Unavailable):
    """The disk takes nothing more, or cannot be written to: a matter for the administrator, over when there is room."""

    code = "file.no_room"
    sentence = Words(
        "Kho tệp tạm thời không ghi được nên chưa nhận tệp này. Các tệp khác vẫn được giữ, bạn tải tệp này lên lại sau"
        " ít phút.",
        "The store of files cannot be written to just now, so this file was not taken. Other files are kept; try this"
        " one again in a few minutes.",
    )


class FileLost(Fault):
    """The row is there, the bytes are not, or are not what was stored: a matter for the administrator."""

    code = "file.lost"
    status = 500
    sentence = Words(
        "Không đọc được tệp đã lưu. Bạn báo cho bộ phận hỗ trợ.",
        "The stored file cannot be read. Please tell the support desk.",
    )


class FileErased(Fault):
    """The content went by a rule of retention or at its owner's request; that there was a file stays on record."""

    code = "file.erased"
    status = 410
    sentence = Words(
        "Tệp này đã được xóa theo quy định về dữ liệu cá nhân. Sổ vẫn ghi rằng đã có tệp và mã băm của tệp.",
        "This file was erased under the rules for personal data. The record that it was there, and its digest, stay.",
    )


class NoSuchPage(Invalid):
    code = "file.no_such_page"
    sentence = Words("Tệp không có trang này.", "The file has no such page.")


class UploadNotFound(NotVisible):
    code = "upload.not_found"
    sentence = Words("Không tìm thấy tệp đang tải này. Bạn chọn lại tệp.", "This upload is not known. Choose it again.")


class WrongOffset(Conflict):
    """Another piece is due. Facts: due, the count of bytes that are here."""

    code = "upload.wrong_offset"
    temporary = True
    sentence = Words("Phần vừa gửi không nối tiếp phần đã nhận.", "This piece does not follow what is here.")


class PieceDamaged(Fault):
    """The tus protocol's own status for a piece whose digest differs."""

    code = "upload.piece_damaged"
    status = 460
    temporary = True
    sentence = Words("Phần vừa gửi bị sai trên đường truyền.", "The piece was damaged on its way.")


class UploadIncomplete(Conflict):
    code = "upload.incomplete"
    temporary = True
    sentence = Words("Tệp chưa tải lên đủ.", "The file is not all here yet.")


class UploadDamaged(Conflict):
    """The whole differs from what was announced: it is sent anew."""

    code = "upload.damaged"
    temporary = True
    sentence = Words("Tệp nhận được không giống tệp đã chọn, cần tải lại.", "What came differs from the file chosen.")


class TooManyUploads(Fault):
    code = "upload.too_many"
    status = 429
    sentence = Words(
        "Bạn đang có quá nhiều tệp tải dở. Bạn tải xong hoặc bỏ bớt rồi tải tiếp.",
        "You have too many unfinished uploads. Finish or drop some of them first.",
    )


REFUSALS: dict[str, type[FileRefused]] = {kind.code: kind for kind in FileRefused.__subclasses__()}

UNKNOWN = Words("không rõ", "of an unknown kind")
