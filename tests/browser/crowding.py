"""A city under strain: the longest procedures, names and addresses there may be, in every state, many times over."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from django.db.models.functions import Length

from motcua.base.daysoff.services.deciding import Choice, decide_days
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.cases.states import State
from motcua.domain.catalogue.models import Procedure, ProcedureVersion
from motcua.domain.catalogue.queries.receiving import receivable_versions
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.catalogue.services.versions import create_draft, publish
from motcua.domain.directory.queries.agencies import agency_at
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM
from motcua.kernel.words import Words
from motcua.ops.demo import staff
from motcua.ops.demo.cases import MISSING, Cast, Stage, citizens_own, endings, morning, stated_limits, working_days_back
from motcua.ops.demo.people import DemoOfficial

ROUNDS, OWN, STAFF = 4, 7, 30
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
    own(stage, days)
    employed(cast)
    changed()
    taken_off()
    return stage.made


def own(stage: Stage, days: list[date]) -> None:
    """Over thirty cases of the demo's citizen, the last of which asks for twelve things at once."""
    for _ in range(OWN):
        citizens_own(stage, days)
        stage.returned(morning(days[5], stage.made))
    case = stage.filed(morning(days[1], 1))
    many = [MissingItem(f"{item.text} ({LONG.address})", item.note) for item, _ in product(MISSING, range(6))]
    request_supplement(
        actor=stage.cast.counter, case_id=case.pk, expected=None, reason="Hồ sơ chưa đủ thành phần.", items=many
    )


def employed(cast: Cast) -> None:
    """A ward with more specialists than a page of accounts holds."""
    for number in range(STAFF):
        name = f"{LONG.full_name.title()} {number}" if number % 3 == 0 else f"Nguyễn Văn Đông {number}"
        title = "Phó Trưởng phòng phụ trách Phòng Kinh tế, Hạ tầng và Đô thị kiêm Tổ trưởng Tổ công tác"
        official = DemoOfficial(f"dong{number}", name, title, "specialist", "commune", Words(title, "Deputy head"))
        staff.employ(official, cast.office.agency, cast.office)


def changed() -> None:
    """The procedures the walker looks at have had another text before."""
    walked = Case.objects.filter(state=State.PROCESSING).earliest("created_at", "pk").procedure_version_id
    for key in {walked, first_version().pk}:
        text = text_of(key)
        other = replace(
            text,
            fee_text="Lệ phí 25.000 đồng; miễn cho người thuộc hộ nghèo, người cao tuổi, người khuyết tật.",
            papers=text.papers[:-1],
            requirements=f"{text.requirements}\n{LONG.address}".strip(),
        )
        publish(actor=SYSTEM, version_id=create_draft(actor=SYSTEM, text=other).pk, effective_from=clock.today())


def first_version() -> ProcedureVersion:
    procedure = Procedure.objects.order_by("pk").first()
    assert procedure
    return procedure.versions.latest("number")


def taken_off() -> None:
    """Days the city decided itself."""
    city = agency_at("H26", clock.today())
    assert city
    for number in range(3, 15, 2):
        choice = Choice(
            kind="holiday", day=clock.today() + timedelta(days=number),
            name="Nghỉ để bảo đảm an ninh, trật tự phục vụ Đại hội đại biểu lần thứ XVIII của Đảng bộ Thành phố",
            decision=f"{number}/2026/QĐ-UBND", decided_on=clock.today(), agency_path=city.path, agency_name=city.name,
        )  # fmt: skip
        decide_days(actor=SYSTEM, choice=choice)
