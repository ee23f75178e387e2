"""Run as a program in a process of its own: the demonstration city, and what tests must know of it as one JSON file.

A browser's test process never touches the models: Playwright keeps an event loop in its thread.
"""

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from motcua.base.access.roles import Specialist
from motcua.kernel import clock
from motcua.kernel.words import Words
from motcua.ops import bootstrap
from motcua.ops.demo.models import TWO_LEVEL
from motcua.ops.demo.people import OFFICIALS, DemoOfficial
from tests.browser import planting
from tests.domain.processes.reading.sheets import decision
from tests.support.outages import told

LESSON = Path(__file__).resolve().parents[2] / "docs/tutorial/first-procedure.jsonl"
OFFICIAL = OFFICIALS[0].username
COLLEAGUE = DemoOfficial(
    "dongnghiep", "Ngô Hải Yến", "Chuyên viên", Specialist.name, "commune", Words("Chuyên viên", "Specialist")
)

DEPARTMENTS = (
    DemoOfficial(
        "soxaydung", "Đặng Hữu Sở", "Chuyên viên", Specialist.name, "city", Words("Chuyên viên", "Specialist")
    ),
    DemoOfficial(
        "soquyhoach", "Bùi Kiến Trúc", "Chuyên viên", Specialist.name, "city", Words("Chuyên viên", "Specialist")
    ),
    DemoOfficial(
        "somoitruong", "Lý Thanh Lâm", "Chuyên viên", Specialist.name, "city", Words("Chuyên viên", "Specialist")
    ),
)
"""One at each of three departments; `ASKED` says where."""
ASKED = ("Sở Xây dựng", "Sở Quy hoạch - Kiến trúc", "Sở Nông nghiệp và Môi trường")

DECIDED_STEPS = (
    ("**Bước 1**", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc", "Giấy tiếp nhận"),
    ("**Bước 2**", "Thẩm định hồ sơ", "Chuyên viên", "02 ngày làm việc", "Dự thảo"),
    ("**Bước 3**", "Cho ý kiến", "Các Sở, ban, ngành được xin ý kiến", "01 ngày làm việc", "Văn bản"),
    ("**Bước 4**", "Ký duyệt", "Lãnh đạo Sở", "01 ngày làm việc", "Giấy chứng nhận"),
    ("**Bước 5**", "Trả kết quả cho công dân", "Bộ phận Một cửa", "Giờ hành chính", ""),
)


def vietnamese_data() -> list[str]:
    """Every text the tables of the directory, the catalogue and the cases hold beside plain ASCII: never translated."""
    found: set[str] = set()
    for label in ("directory", "catalogue", "cases", "territory"):
        for model in bootstrap.load("django.apps").apps.get_app_config(label).get_models():
            names = [
                field.name for field in model._meta.fields if field.get_internal_type() in ("CharField", "TextField")
            ]
            for row in model.objects.values_list(*names).distinct() if names else ():
                found |= {text for text in row if isinstance(text, str) and len(text) > 2 and not text.isascii()}
    return sorted(found)


def first(rows: Any) -> str:
    """A key that may stand in an address; empty where there is no row."""
    return str(rows.order_by("pk").values_list("pk", flat=True).first() or "")


def facts() -> dict[str, Any]:
    """`cases` and `documents` with the secrets of their QR codes, and one id of each kind of `place`."""
    Case = bootstrap.load("motcua.domain.cases.models").Case
    Document = bootstrap.load("motcua.base.documents.models").Document
    tracking = bootstrap.load("motcua.casework.tracking")
    addresses = bootstrap.load("motcua.base.documents.addresses")
    Task = bootstrap.load("motcua.domain.routing.models").Task
    receivable_versions = bootstrap.load("motcua.domain.catalogue.queries.receiving").receivable_versions
    Position = bootstrap.load("motcua.domain.directory.models").Position
    waiting = dict(Task.objects.filter(closed_at=None).values_list("case_id", "role"))
    post = Position.objects.select_related("person__staff_account").get(person__staff_account__username=OFFICIAL)
    cases = Case.objects.select_related("applicant", "procedure_version__procedure").order_by("created_at", "pk")
    return {
        "cases": [
            {
                "id": str(case.pk),
                "state": case.state,
                "code": case.code or "",
                "filing_number": case.filing_number or "",
                "role": waiting.get(case.pk, ""),
                "track": tracking.token_of(case),
                "applicant": case.applicant.full_name,
                "identity_number": case.applicant.identity_number,
                "procedure": case.procedure_version.procedure.code,
            }
            for case in cases
        ],
        "documents": [
            {"kind": one.kind, "case": one.subject_id, "verify": addresses.verification_token(one)}
            for one in Document.objects.filter(subject_kind="case").order_by("created_at", "pk")
        ],
        "places": {
            "agency": str(post.agency_id),
            "office": str(post.office_id),
            "official": str(post.person_id),
            "position": str(post.pk),
            "procedure_id": first(bootstrap.load("motcua.domain.catalogue.models").Procedure.objects),
            "version": last_version(),
            "city_day": first(bootstrap.load("motcua.base.daysoff.models").DecidedDay.objects),
            "city_rule": ruled(),
            "decision": decided(),
            "delegation": delegated(),
            **outages(),
            "reorganisation": to_be_reorganised(post.agency),
            "skill": skilled(),
            "reason": first(bootstrap.load("motcua.domain.replies.models").Reason.objects),
            "flag": flagged(),
            "field": first(bootstrap.load("motcua.domain.catalogue.models").Field.objects),
            "counter": first(
                bootstrap.load("motcua.domain.directory.models").Counter.objects.filter(office=post.office)
            ),
            "procedure": receivable_versions(level="commune")[0].procedure.code,
            "request": planting.asked(ASKED[0]),
            "erasure": planting.wished(),
            "alarm": planting.alarmed(),
            **planting.linked(),
        },
        "texts": vietnamese_data(),
    }


def decided() -> str:
    """A decision that approves one internal process, as a table of the kind people upload."""
    bring = bootstrap.load("motcua.domain.processes.services.importing").import_decision
    lines = "\n".join(decision(("Đăng ký hộ kinh doanh", DECIDED_STEPS)))
    actor = bootstrap.load("motcua.kernel.actor").SYSTEM
    return str(bring(actor=actor, file_name="1490-QD-UBND.md", content=lines.encode()).pk)


def ruled() -> str:
    """A rule of the city that holds from tomorrow on."""
    acts = bootstrap.load("motcua.base.daysoff.services.ruling")
    city = bootstrap.load("motcua.domain.directory.models").Agency.objects.filter(parent=None).first()
    new = acts.NewRule("same_day_cut_off", clock.today() + timedelta(days=1), "15:00", "QĐ 1/QĐ-UBND")
    system = bootstrap.load("motcua.kernel.actor").SYSTEM
    return str(acts.decide_rule(actor=system, rule=new, city_path=city.path).pk)


def skilled() -> str:
    """A skill on the city's list."""
    system = bootstrap.load("motcua.kernel.actor").SYSTEM
    return str(bootstrap.load("motcua.casework.services.skills").add_skill(actor=system, name="đất đai").pk)


def outages() -> dict[str, str]:
    ahead, past = told(bootstrap.load("motcua.base.outages.services.telling"))
    return {"outage": ahead, "outage_over": past}


def delegated() -> str:
    """What the first leader of the house gave to a colleague beside them: one procedure, signed in their place."""
    models, acts = bootstrap.load("motcua.domain.directory.models"), bootstrap.load("motcua.casework.services.delegate")
    today = clock.today()
    head = models.Position.objects.filter(roles__contains=["leader"]).order_by("agency__path", "pk").first()
    deputy = models.Position.objects.filter(agency=head.agency_id).exclude(person=head.person_id).order_by("pk").first()
    procedure = bootstrap.load("motcua.domain.catalogue.queries").receivable_versions()[0].procedure_id
    given = acts.Given(
        agency_id=head.agency_id, giver_id=head.pk, form="kt", scopes=(f"procedure:{procedure}",),
        decision="12/QĐ-UBND", decided_on=today, first_day=today, last_day=today + timedelta(days=60),
        to_position_id=deputy.pk,
    )  # fmt: skip
    return str(acts.delegate(actor=bootstrap.load("motcua.kernel.actor").SYSTEM, given=given).pk)


def to_be_reorganised(commune: Any) -> str:
    """A plan for next year that parts the commune of the house between two others, tried dry."""
    part = "motcua.casework.reorganisation"
    begins = clock.today() + timedelta(days=60)
    agencies = bootstrap.load("motcua.domain.directory.models").Agency.objects
    heirs = agencies.filter(kind="commune", valid__contains=begins).exclude(pk=commune.pk).order_by("path")[:2]
    ended = {"identifier": commune.identifier, "successors": [one.identifier for one in heirs], "rules": ["address"]}
    plan = {
        "title": f"Chia {commune.label} cho hai phường bên cạnh", "decision": "Nghị quyết 12/NQ-HĐND",
        "from_day": begins.isoformat(), "ended": [ended],
    }  # fmt: skip
    text, actor = json.dumps(plan, ensure_ascii=False), bootstrap.load("motcua.kernel.actor").SYSTEM
    bring_in = bootstrap.load(f"{part}.services.drafting").bring_in
    operation = bring_in(actor=actor, text=text, file_name="phuong-an-2027.json")
    bootstrap.load(f"{part}.looking").look(operation.pk)
    return str(operation.pk)


def last_version() -> str:
    """Of the first procedure."""
    procedure = bootstrap.load("motcua.domain.catalogue.models").Procedure.objects.order_by("pk").first()
    return str(procedure.versions.latest("number").pk)


def flagged() -> str:
    """One place an import was not sure of, in the procedure the tests look at: the demo's own list has none."""
    models = bootstrap.load("motcua.domain.catalogue.models")
    procedure = models.Procedure.objects.order_by("pk").first()
    version = procedure.versions.order_by("pk").first()
    raw = {"code": procedure.code, "name": version.name, "fee": "Theo nghị quyết", "note": "Không áp dụng " * 40}
    models.SourceLine.objects.create(version=version, raw=json.dumps(raw, ensure_ascii=False))
    flag = models.ImportFlag.objects.create(
        procedure=procedure, version=version, position=1, line=7, reason="applicant.missing", path="target_users",
        place="target_users",
    )  # fmt: skip
    return str(flag.pk)


def cases_of(data: str) -> Callable[[Any], int]:
    """How many cases the city has: those of the demo, none yet, or many with the longest texts."""
    usual: Callable[[Any], int] = bootstrap.load("motcua.ops.demo.cases").fill
    if data == "little":
        return lambda cast: 0
    if data == "much":
        return lambda cast: usual(cast) + bootstrap.load("tests.browser.crowding").crowd(cast)
    return usual


def ten_thousand() -> None:
    """As many cases more before the specialists: what a worklist looks like at its fullest."""
    tasks = bootstrap.load("motcua.domain.routing.models").Task.objects.select_related("case")
    waiting = tasks.filter(closed_at=None, role="specialist", assignee=None).order_by("opened_at").first()
    bootstrap.load("tests.support.crowd").multiply(waiting.case, 10_000)


def lesson() -> str:
    """Bring in the procedure of the tutorial; the place its import is unsure of."""
    bring = bootstrap.load("motcua.domain.catalogue.services.import_file").import_file
    bring(LESSON, actor=bootstrap.load("motcua.kernel.actor").SYSTEM)
    return first(bootstrap.load("motcua.domain.catalogue.models").ImportFlag.objects.filter(reason="time.text"))


def fill(place: Path, data: str, *, lived: bool) -> None:
    """The demo city, and a second specialist beside the demo's own; what else happens, for the gallery."""
    bootstrap.setup()
    city = bootstrap.load("motcua.ops.demo.city")
    city.fill = cases_of(data)
    staff = bootstrap.load("motcua.ops.demo.staff")
    queries = bootstrap.load("motcua.domain.directory.queries")
    city.build(TWO_LEVEL, lambda line: None)
    commune = queries.commune_agency(TWO_LEVEL.commune_code, clock.today())
    staff.employ(COLLEAGUE, commune, queries.office_for(commune.pk, clock.today()))
    departments = [queries.agencies_on(clock.today()).get(name=name, kind="department") for name in ASKED]
    for official, department in zip(DEPARTMENTS, departments, strict=True):
        staff.employ(official, department, None)
    planting.employ_insurers()
    planting.permit_over(departments)
    known = facts()
    if lived:
        known["places"] |= bootstrap.load("tests.browser.happenings").lived(departments)
    if data == "told":
        known["places"]["flag"] = lesson()
    if data == "much":
        ten_thousand()
    place.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    fill(Path(sys.argv[1]), sys.argv[2], lived="lived" in sys.argv[3:])
