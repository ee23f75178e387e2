"""What made-up people write: reasons, notes, decisions."""

from motcua.casework.services.supplement import MissingItem

REFUSALS = (
    "Việc này thuộc thẩm quyền của cơ quan khác; đề nghị ông (bà) nộp tại nơi đăng ký thường trú.",
    "Hồ sơ đã được giải quyết trước đó, không thuộc trường hợp nộp lại.",
    "Giấy tờ đã hết giá trị sử dụng; đề nghị làm lại trước khi nộp.",
)
ASKED = (
    ("Ảnh chụp giấy tờ bị mờ, không đọc được.", (MissingItem("Ảnh chụp lại giấy tờ tùy thân", "chụp đủ bốn góc"),)),
    (
        "Hồ sơ chưa đủ thành phần theo quy định.",
        (MissingItem("Bản sao giấy tờ chứng minh nơi cư trú", "01 bản"), MissingItem("Tờ khai còn thiếu chữ ký")),
    ),
    ("Thông tin trên tờ khai chưa khớp giấy tờ kèm theo.", (MissingItem("Tờ khai đã sửa", "ghi đúng ngày sinh"),)),
)
ANSWER = "Đã bổ sung đủ theo yêu cầu."
NOTES = ("Hồ sơ đủ điều kiện, đề nghị phê duyệt.", "Đã đối chiếu, không có vướng mắc.", "")
SENT_BACK = "Đề nghị rà soát lại thời hạn và căn cứ pháp lý."
DUTY = "Lệ phí theo thông báo của cơ quan thuế."
PAID = "Giấy nộp tiền vào ngân sách nhà nước"
WITHDRAWN = "Người nộp đề nghị rút hồ sơ."
STOPPED, STOPPED_BY = "Có tranh chấp đang được tòa án thụ lý.", "Văn bản thông báo thụ lý của tòa án"
GRANTED = "Đồng ý giải quyết theo đề nghị."
DENIED = "Hồ sơ không đủ điều kiện theo quy định."
PROMISE_GROUND = "Thủ tục không ghi thời hạn"
PROCESS = "quy trình thử"
SHOWN = "Thẻ căn cước"
CONSULTED = {
    "opinion": "Đề nghị cho ý kiến về nội dung hồ sơ theo thẩm quyền.",
    "question": "Đề nghị cho biết người nộp có thời gian cư trú tại địa bàn hay không.",
}
ADVISED = ("Thống nhất với đề nghị của quý cơ quan.", "Đã kiểm tra sổ lưu, thông tin khớp với hồ sơ.")
DECLINED = "Cơ quan không lưu giữ thông tin được hỏi."
APOLOGY = "Việc xác minh tại cơ quan liên quan chưa xong."
DELEGATED = "Quyết định số 12/QĐ-UBND"
ON_LEAVE = "Nghỉ phép năm"
RECORD, POSTMAN = "BB-01", "Nhân viên bưu điện"
