"""Tables as other offices draw them: hours for days, two columns of performers, no numbers, titles without numbers."""

from motcua.domain.processes.reading.officials import understood
from motcua.domain.processes.reading.understood import ReadProcess
from tests.domain.processes.reading.sheets import text_table


def told(lines: list[str]) -> ReadProcess:
    (process,) = understood(lines).processes
    return process


def test_hours_by_the_heading_and_a_total_after_empty_cells() -> None:
    head = ("TT", "Trình tự thực hiện", "Trách nhiệm", "Thời gian (giờ)", "Biểu mẫu/Kết quả")
    rows = [
        ("1", "Tiếp nhận hồ sơ", "Công chức tại Bộ phận một cửa", "4", "Mẫu 01"),
        ("2", "Ký nháy. Nếu không đạt thì trả lại bước 1", "Lãnh đạo phòng Văn hóa - Xã hội", "2", ""),
        ("3", "Phê duyệt kết quả", "Chủ tịch UBND xã", "4", "Giấy chứng nhận"),
        ("4", "Trả kết quả cho cá nhân", "Bộ phận một cửa", "Không tính thời gian", ""),
        ("Tổng cộng", "", "", "10 giờ", ""),
    ]
    process = told(["**1. Quy trình cấp giấy chứng nhận (1.004873)**", "", *text_table(rows, head), ""])
    assert (process.name, process.code) == ("Quy trình cấp giấy chứng nhận", "1.004873")
    assert [(step.hours, step.back_to, step.decides) for step in process.steps] == [
        (4, "", False), (2, "1", False), (4, "", True), (None, "", False),
    ]  # fmt: skip
    assert (process.promised, process.doubts, process.unread) == (10, (), ())


def test_agency_and_person_in_columns_of_their_own() -> None:
    head = ("Bước thực hiện", "Đơn vị thực hiện", "Người thực hiện", "Kết quả thực hiện", "Thời gian quy định")
    rows = [
        ("Bước 1", "Trung tâm Phục vụ hành chính công", "Chuyên viên", "Hồ sơ giấy", "04 giờ"),
        ("Bước 2", "Phòng Quản lý đất đai", "Lãnh đạo phòng", "Phiếu phân công", "04 giờ"),
        ("Bước 3", "", "Chuyên viên", "Dự thảo", "16 giờ"),
        ("Bước 4", "Sở Nông nghiệp và Môi trường", "Lãnh đạo Sở", "Quyết định", "08 giờ"),
        ("Bước 5", "Trung tâm Phục vụ hành chính công", "Chuyên viên", "Trả kết quả", "02 giờ"),
    ]
    process = told(["Thủ tục: Giao đất", "", *text_table(rows, head), ""])
    assert process.name == "Giao đất"
    assert [(step.performer, step.guess.performer.relation.value) for step in process.steps] == [
        ("Trung tâm Phục vụ hành chính công – Chuyên viên", "receiving_office"),
        ("Phòng Quản lý đất đai – Lãnh đạo phòng", "unit"),
        ("Chuyên viên", "unit"),
        ("Sở Nông nghiệp và Môi trường – Lãnh đạo Sở", "leader"),
        ("Trung tâm Phục vụ hành chính công – Chuyên viên", "receiving_office"),
    ]
    assert [step.decides for step in process.steps] == [False, False, False, True, False]


def test_steps_without_numbers_below_a_title_without_one() -> None:
    head = ("Nội dung công việc", "Đơn vị thực hiện", "Thời gian thực hiện")
    rows = [
        ("Tiếp nhận", "Bộ phận Một cửa", "2 giờ"),
        ("Ký", "Lãnh đạo UBND xã", "2 giờ"),
        ("Trả kết quả", "Bộ phận Một cửa", "1 giờ"),
    ]
    process = told(["**Cấp bản sao**", *text_table(rows, head)])
    assert process.name == "Cấp bản sao"
    assert [(step.number, step.hours) for step in process.steps] == [("1", 2), ("2", 2), ("3", 1)]


def test_labels_with_the_name_of_the_step() -> None:
    head = ("Bước", "Nội dung", "Đơn vị", "Thời gian")
    rows = [
        ("Bước 1: Tiếp nhận", "Nhận hồ sơ", "Bộ phận Một cửa", "2 giờ"),
        ("Bước 2. Ký", "Ký", "Lãnh đạo Sở", "2 giờ"),
        ("B3", "Trả kết quả", "Bộ phận Một cửa", "1 giờ"),
    ]
    assert [step.number for step in told(["**3. Thủ tục A**", *text_table(rows, head)]).steps] == ["1", "2", "3"]
