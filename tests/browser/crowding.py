"""A city under strain: the longest procedures, names and addresses there may be, in every state, many times over."""

from django.db.models.functions import Length

from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.catalogue.queries.receiving import receivable_versions
from motcua.kernel import clock
from motcua.ops.demo.cases import Cast, Stage, endings, morning, stated_limits, working_days_back

ROUNDS = 4
LONG = ApplicantDetails(
    full_name="Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thị Thanh Nguyệt Minh Phương Anh Thư",
    identity_number="001190999977",
    birth_date="31/12/1990",
    phone="0900000077",
    email="nguyen-phuc-hoang-thi-thanh-nguyet-minh-phuong.anh-thu.2026@thu-dien-tu-cong-dan.example",
    address="Căn hộ 2417, tầng 24, tòa nhà CT2B, khu chung cư cao tầng kết hợp dịch vụ thương mại và nhà trẻ, "
    "ngõ 128/45/12 phố Nguyễn Thị Minh Khai kéo dài, tổ dân phố số 17, phường Ba Đình, thành phố Hà Nội",
)  # fmt: skip


def crowd(cast: Cast) -> int:
    """Every state again, for procedures whose names are the longest a commune may receive."""
    longest = receivable_versions(level="commune").order_by(-Length("name"), "id")[:60]
    stage = Stage(cast, [version for version in longest if len(stated_limits(version)) == 1], [LONG])
    days = working_days_back(clock.today(), 12)
    for _ in range(ROUNDS):
        for make in (stage.received, stage.filed, stage.processed, stage.before_leader, stage.decided, stage.returned):
            for back in (11, 6, 2, 0):
                make(morning(days[back], stage.made))
        endings(stage, days)
    return stage.made
