"""Which form applies on which day: number and title as dated data, because circulars replace each other."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """A form as one circular words it, from `since` on. `number` is "" where the circular has no such form."""

    kind: str
    since: date
    number: str
    title: str
    source: str

    @property
    def mark(self) -> str:
        """The line at the foot: "Mẫu số 01 – Thông tư …", "" for a paper without a prescribed form."""
        return f"Mẫu số {self.number} – {self.source}" if self.number else ""


TT_01_2018 = "Thông tư số 01/2018/TT-VPCP"
TT_03_2025 = "Thông tư số 03/2025/TT-VPCP"
FROM_2019 = date(2019, 1, 6)
FROM_2025 = date(2025, 9, 15)

EDITIONS = (
    Edition("receipt", FROM_2019, "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", TT_01_2018),
    Edition("receipt", FROM_2025, "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", TT_03_2025),
    Edition("supplement", FROM_2019, "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", TT_01_2018),
    Edition("supplement", FROM_2025, "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", TT_03_2025),
    Edition("refusal", FROM_2019, "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", TT_01_2018),
    Edition("refusal", FROM_2025, "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", TT_03_2025),
    Edition("stop", FROM_2019, "", "Thông báo dừng giải quyết hồ sơ", TT_01_2018),
    Edition("stop", FROM_2025, "05", "Thông báo dừng giải quyết hồ sơ", TT_03_2025),
    Edition("apology", FROM_2019, "04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", TT_01_2018),
    Edition("apology", FROM_2025, "04", "Văn bản xin lỗi và đề nghị gia hạn", TT_03_2025),
    Edition("guidance", FROM_2019, "", "Hướng dẫn hoàn thiện hồ sơ", ""),
    Edition("filing", FROM_2019, "", "Biên nhận nộp hồ sơ trực tuyến", ""),
    Edition("control", FROM_2019, "05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", TT_01_2018),
    Edition("control", FROM_2025, "06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", TT_03_2025),
    Edition("site_check", FROM_2019, "", "Biên bản kiểm tra, xác minh thực tế", ""),
    Edition("result", FROM_2019, "", "", "Nghị định số 30/2020/NĐ-CP"),
)


def edition(kind: str, day: date) -> Edition:
    """The edition of `kind` in force on `day`; before the first one, the first. KeyError for an unknown kind."""
    known = [entry for entry in EDITIONS if entry.kind == kind]
    if not known:
        raise KeyError(kind)
    return max((entry for entry in known if entry.since <= day), key=lambda entry: entry.since, default=known[0])
