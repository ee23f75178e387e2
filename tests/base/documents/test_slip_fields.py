"""Every field of the forms of TT 01/2018 and TT 03/2025 reaches the paper."""

from dataclasses import replace

import pytest

from motcua.base.documents.rendering import render
from motcua.base.documents.slips import Slip
from tests.base.documents import samples
from tests.base.documents.samples import ADDRESS, CODE, pdf_text

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"

FORM_01 = {
    "co_quan_chu_quan": "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
    "co_quan": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG THÀNH PHỐ HÀ NỘI – CHI NHÁNH SỐ 1",
    "quoc_hieu": NATION,
    "ma_ho_so": f"Mã hồ sơ {CODE}",
    "qr_or_barcode": "Quét để theo dõi",
    "dia_danh_ngay": "Hà Nội, ngày 05 tháng 02 năm 2026",
    "don_vi_tiep_nhan": "Đơn vị tiếp nhận: Bộ phận Một cửa phường Hoàn Kiếm",
    "nguoi_nop": "Tiếp nhận hồ sơ của: Nguyễn Thị Phương Thảo",
    "kenh": "Hình thức nộp: Trực tiếp",
    "dia_chi": "Địa chỉ: Số 12, ngõ 34 phố Hàng Bông, phường Hoàn Kiếm",
    "so_dien_thoai": "Số điện thoại: 0912 345 678",
    "email": "Email: thao@example.vn",
    "so_giay_to_tuy_than": "Số giấy tờ tùy thân: ••••••••6789",
    "noi_dung_yeu_cau (TTHC)": "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)",
    "chu_ho_so": "Chủ hồ sơ: Đặng Quỳnh Như",
    "dia_chi_chu_ho_so": "Địa chỉ của chủ hồ sơ: Số 7 phố Lý Thường Kiệt, phường Cửa Nam",
    "thanh_phan[stt,ten,ban_chinh,ban_chung_thuc,ban_photo]": "2 Giấy chứng sinh 1 1 7",
    "so_luong_bo": "Số lượng hồ sơ: 3 bộ",
    "thoi_gian_giai_quyet_theo_quy_dinh": "Thời gian giải quyết hồ sơ theo quy định: 01 ngày làm việc",
    "thoi_gian_nhan (giờ phút ngày)": "Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 05 tháng 02 năm 2026",
    "thoi_gian_tra": "17 giờ 00 phút, Thứ Sáu, 06/02/2026",
    "dang_ky_nhan_ket_qua_tai": "Đăng ký nhận kết quả tại: Nhà văn hóa phường Hoàn Kiếm",
    "phi_le_phi": "Lệ phí hộ tịch: 8.000 đồng (đã nộp); Phí bản sao: 1.250.000 đồng (chưa nộp)",
    "vao_so_theo_doi (quyển số, số thứ tự)": "quyển số: 02/2026 Số thứ tự: 0123",
    "ky_nguoi_nop": "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên)",
    "ky_nguoi_tiep_nhan": "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên)",
    "tra_cuu_url_hotline": "dichvucong.example.vn. Điện thoại hỗ trợ: 1900 1009",
}
GUIDANCE = {
    "ma_ban_nhap": "Mã bản nháp NOP-7K3M-9QXT-4B",
    "khong_phai_tu_choi": "Đây không phải phiếu từ chối.",
    "nguoi_nop": "Người nộp: Nguyễn Thị Phương Thảo",
    "can_mang": "2 Giấy chứng sinh",
    "noi_nhan": "đưa mã trên đến Bộ phận Một cửa phường Hoàn Kiếm",
    "lien_he": "điện thoại 024 3825 0000",
}
FORM_02 = {
    "so …/HDHS": "Số: 12/HDHS",
    "ma_ho_so": f"Mã hồ sơ {CODE}",
    "kinh_gui": "Kính gửi: Bà Nguyễn Thị Phương Thảo",
    "noi_dung_yeu_cau": "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)",
    "dia_chi": "Địa chỉ: Số 12, ngõ 34 phố Hàng Bông, phường Hoàn Kiếm",
    "sdt": "Số điện thoại: 0912 345 678",
    "email": "Email: thao@example.vn",
    "giay_to_thieu[stt,noi_dung,ghi_chu]": "2 Giấy chứng sinh Nộp bản chính số 1",
    "ly_do": "Lý do: Giấy chứng sinh bị mờ. Tờ khai chưa có chữ ký.",
    "lien_he (cán bộ, SĐT, website)": "ông Trần Văn Hùng, điện thoại 024 3825 0000, trang dichvucong.example.vn",
    "nguoi_huong_dan_ky": "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) Trần Văn Hùng",
}
FORM_03 = {
    "so": "Số: 05/TCHS",
    "ma_ho_so": f"Mã hồ sơ {CODE}",
    "nguoi_nop": "Đã xem xét hồ sơ của: Nguyễn Thị Phương Thảo",
    "noi_dung_yeu_cau": "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (1.001193)",
    "ly_do_tu_choi": "Lý do cụ thể: Thủ tục này không thuộc thẩm quyền của phường.",
    "nguoi_nop_ky": "NGƯỜI NỘP HỒ SƠ (Ký và ghi rõ họ tên)",
    "nguoi_tiep_nhan_ky": "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên)",
}
FORM_04 = {
    "so": "Số: 08/HDHS",
    "kinh_gui": "Kính gửi: Bà Nguyễn Thị Phương Thảo",
    "dia_chi": "Địa chỉ: ",
    "sdt": "Số điện thoại: ",
    "ngay_nhan_ho_so": "Ngày nhận hồ sơ: 08 giờ 30 phút, ngày 02 tháng 02 năm 2026",
    "ma_ho_so/so_bien_nhan": f"Mã hồ sơ {CODE}",
    "ngay_hen_cu": "Ngày hẹn trả kết quả: 17 giờ 00 phút, ngày 06 tháng 02 năm 2026",
    "ly_do_cham": "Cần xác minh tại nơi cấp giấy cũ.",
    "loi_xin_loi": "chân thành xin lỗi ông/bà",
    "ngay_hen_lai": "17 giờ 00 phút, ngày 11 tháng 02 năm 2026",
    "noi_nhan": "Nơi nhận:",
    "chuc_vu_nguoi_ky": "PHÓ CHỦ TỊCH Lê Thị Minh Hằng",
}
FORM_05 = {
    "so": "Số: 07/TB-UBND",
    "kinh_gui": "Kính gửi: Bà Nguyễn Thị Phương Thảo",
    "ma_ho_so": f"Mã hồ sơ {CODE}",
    "ly_do": "Lý do: Người nộp đề nghị dừng giải quyết.",
    "can_cu": "Căn cứ: Nghị định số 118/2025/NĐ-CP",
    "ngay": "Hà Nội, ngày 05 tháng 02 năm 2026",
    "ky": "PHÓ CHỦ TỊCH Lê Thị Minh Hằng",
}
FILING = {
    "title": "BIÊN NHẬN NỘP HỒ SƠ TRỰC TUYẾN",
    "number": "Mã nộp hồ sơ NOP-7K3M-9QXT-4B",
    "filed": "Thời gian nộp: 21 giờ 04 phút, ngày 05 tháng 02 năm 2026",
    "files": "Hệ thống đã nhận 3 tệp",
    "first": "ảnh 0.jpg 1,1 MB",
    "second": "2 Giấy chứng sinh ảnh 1.jpg 1,2 MB",
    "third": "ảnh 2.jpg 1,3 MB",
    "next": "Việc tiếp theo. Cơ quan kiểm tra và trả lời bạn trong 08 giờ làm việc.",
}
FORM_06 = {
    "form": "Mẫu số 06 – Thông tư số 03/2025/TT-VPCP",
    "title": "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
    "so": "Số: 7/KS",
    "ma_ho_so": f"Mã hồ sơ {CODE}",
    "thu_tuc": "Thủ tục: Đăng ký khai sinh (1.001193)",
    "tiep_nhan": "Thời gian tiếp nhận: 08 giờ 30 phút, ngày 05 tháng 02 năm 2026",
    "hen_tra": "Hẹn trả kết quả: 17:00, 06/02/2026",
    "first": "Trần Văn Hùng",
    "chuyen": "09:10, 05/02/2026 hạn 11:30, 05/02/2026",
    "ket_qua": "Đúng hạn",
    "second": "Đang làm",
}
SITE_CHECK = {
    "title": "BIÊN BẢN KIỂM TRA, XÁC MINH THỰC TẾ",
    "so": "Số: 3/BBKT",
    "thoi_gian": "Thời gian kiểm tra: 09 giờ 30 phút, ngày 04 tháng 02 năm 2026",
    "dia_diem": "Địa điểm: Thửa 12, tổ 3",
    "nguoi": "Ngô Địa Chính",
    "noi_dung": "Ranh giới đúng bản vẽ.",
    "ky": "NGƯỜI LẬP BIÊN BẢN (Ký và ghi rõ họ tên)",
}
RESULT = {
    "nation": NATION,
    "number": "Số: 123/QĐ-UBND",
    "title": "QUYẾT ĐỊNH Về việc trợ cấp xã hội hằng tháng đối với người cao tuổi",
    "ground": "Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15 tháng 3 năm 2021 của Chính phủ;",
    "particular": "Họ và tên: Nguyễn Văn An Ngày sinh: 02/9/1945",
    "recipients": "Nơi nhận: - Như Điều 2; - Lưu: VT, VHXH.",
    "signer": "TM. ỦY BAN NHÂN DÂN PHÓ CHỦ TỊCH Lê Thị Minh Hằng",
    "approval": "Đã được phê duyệt trên hệ thống; chưa ký số.",
    "approved": "15 giờ 04 phút, ngày 05 tháng 02 năm 2026 (2026-02-05T15:04:00+07:00)",
    "case": f"Mã hồ sơ: {CODE}",
}
FORMS = (
    (samples.receipt(), FORM_01),
    (samples.supplement(), FORM_02),
    (samples.refusal(), FORM_03),
    (samples.apology(), FORM_04),
    (samples.stop(), FORM_05),
    (samples.filing(), FILING),
    (samples.result(), RESULT),
    (samples.guidance(), GUIDANCE),
    (samples.control(), FORM_06),
    (samples.site_check(), SITE_CHECK),
)


@pytest.mark.parametrize(("slip", "form"), FORMS, ids=[slip.kind for slip, _ in FORMS])
def test_every_field_of_the_form_is_on_the_paper(slip: Slip, form: dict[str, str]) -> None:
    text = pdf_text(render(slip, address=ADDRESS))
    assert {field for field, shown in form.items() if shown not in text} == set(), text


def test_a_refusal_at_the_end_names_the_result_and_who_settled_it() -> None:
    text = pdf_text(render(samples.denial(), address=ADDRESS))
    assert "không được giải quyết theo đề nghị (kết quả số 12/TB)" in text and "NGƯỜI GIẢI QUYẾT HỒ SƠ" in text
    assert "NGƯỜI TIẾP NHẬN" not in text


def test_electronic_papers_get_a_column_of_their_own() -> None:
    assert "Bản điện tử" in pdf_text(render(samples.receipt(electronic=2), address=ADDRESS))
    assert "Bản điện tử" not in pdf_text(render(samples.receipt(), address=ADDRESS))


def test_a_case_without_fees_says_so() -> None:
    slip = replace(samples.receipt(), fees=())
    assert "Phí, lệ phí: Không thu" in pdf_text(render(slip, address=ADDRESS))


def test_a_supplement_request_names_all_of_thirty_things() -> None:
    text = pdf_text(render(samples.supplement(30), address=ADDRESS))
    assert all(f"Nộp bản chính số {at}" in text for at in range(30))
    assert "Danh sách trên nêu đủ mọi nội dung cần bổ sung." in text


def test_a_filing_receipt_lists_all_of_forty_files() -> None:
    text = pdf_text(render(samples.filing(40), address=ADDRESS))
    assert all(f"ảnh {at}.jpg" in text for at in range(40))
