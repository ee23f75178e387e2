"""Made-up applicants for the demo: common names, identity numbers that belong to nobody, no real address."""

from motcua.domain.cases.services.applicants import ApplicantDetails

NAMES = (
    "Nguyễn Văn Thành", "Trần Thị Bích Ngọc", "Lê Hoàng Nam", "Phạm Thị Thu Trang", "Hoàng Đức Anh",
    "Vũ Thị Hồng Nhung",
    "Đặng Quốc Bảo", "Bùi Thị Kim Oanh", "Đỗ Mạnh Cường", "Ngô Thị Phương Thảo", "Dương Văn Khải",
    "Công Tằng Tôn Nữ Hoàng Thị Thanh Nguyệt",
)  # fmt: skip
STREETS = ("phố Quán Thánh", "phố Phan Đình Phùng", "đường Thanh Niên", "phố Châu Long")


def made_up_people() -> list[ApplicantDetails]:
    """A dozen applicants; their numbers end in 9990xx like all made-up ones."""
    return [
        ApplicantDetails(
            full_name=name,
            identity_number=f"0010{80 + number % 20:02d}9990{number:02d}",
            birth_date=f"{1 + number % 28:02d}/{1 + number % 12:02d}/19{80 + number % 20:02d}",
            phone=f"09000001{number:02d}",
            address=f"Số {3 + 2 * number} {STREETS[number % len(STREETS)]}, Ba Đình, Hà Nội",
        )
        for number, name in enumerate(NAMES)
    ]
