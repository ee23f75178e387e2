"""More of the demo city for the pages that want it: linked procedures of one filing, and what agencies ask."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from motcua.base.access.roles import CounterOfficial, Leader, Specialist
from motcua.kernel import clock
from motcua.kernel.words import Words
from motcua.ops import bootstrap
from motcua.ops.demo.people import CITIZEN_NAME, OFFICIALS, DemoOfficial
from tests.browser import papers as made_papers

KEY, INSURANCE = "sinh-con", "1.014137"
PERMIT = "1.013225"
"""Cấp giấy phép xây dựng mới công trình cấp III, cấp IV và nhà ở riêng lẻ."""
QUESTION = Words(
    "Vị trí xin phép có phù hợp quy hoạch và an toàn công trình không?",
    "Does the site fit the planning and the safety of buildings?",
)
TEXT = "Vị trí có vướng quy hoạch không? Đề nghị nêu rõ căn cứ và gửi kèm bản vẽ. " * 3
INSURERS = tuple(
    DemoOfficial(username, name, title, role.name, "city", Words(title, title))
    for username, name, title, role in (
        ("tiepnhanbhyt", "Hồ Thị Tiếp Nhận", "Công chức Bộ phận Một cửa", CounterOfficial),
        ("chuyenvienbhyt", "Cao Văn Thẻ", "Chuyên viên", Specialist),
        ("lanhdaobhyt", "Tạ Quang Bảo", "Phó Giám đốc", Leader),
    )
)
"""Who receives and decides health insurance cards, at the city."""


def employ_insurers() -> None:
    bundles = bootstrap.load("motcua.casework.services.bundles")
    staff = bootstrap.load("motcua.ops.demo.staff")
    agencies = bootstrap.load("motcua.casework.competence")
    version = version_of(INSURANCE)
    office = bundles.office_of(version, commune_office())
    decides = agencies.resolving_agency(office=office, version=version, on=clock.today())
    for official in INSURERS:
        staff.employ(official, office.agency if official.role == CounterOfficial.name else decides, office)


def version_of(code: str) -> Any:
    receiving = bootstrap.load("motcua.domain.catalogue.queries.receiving")
    return receiving.receivable_versions().get(procedure__code=code)


def commune_office() -> Any:
    Position = bootstrap.load("motcua.domain.directory.models").Position
    return Position.objects.get(person__staff_account__username=OFFICIALS[0].username).office


def linked() -> dict[str, str]:
    """The citizen's: one filing that was sent, one on its way."""
    acts, applicants = (
        bootstrap.load(f"motcua.{name}") for name in ("casework.services.bundles", "domain.cases.services.applicants")
    )
    person = bootstrap.load("motcua.domain.directory.models").Person.objects.get(full_name=CITIZEN_NAME)
    actor = bootstrap.load("motcua.kernel.actor").Actor(kind="citizen", name=CITIZEN_NAME, person_id=person.pk)
    details = applicants.ApplicantDetails(
        full_name=CITIZEN_NAME, identity_number=person.identity_number, phone="0900000001",
        address="Số 5 phố Trúc Bạch", person_id=person.pk,
    )  # fmt: skip
    made = [acts.start_bundle(actor=actor, key=KEY, office_id=commune_office().pk) for _ in range(2)]
    for one in made:
        acts.save_bundle_applicant(
            actor=actor, bundle_id=one.pk, details=details, summary="", result_wanted="online"
        )  # fmt: skip
    store = bootstrap.load("motcua.base.files.services.store").store
    with TemporaryDirectory() as folder, made_papers.photo(Path(folder)).open("rb") as photo:
        scan = store(photo, name="giay-chung-sinh.jpg")
    for paper in acts.shared_papers(made[0]):
        if paper.required:
            acts.attach_to_bundle(actor=actor, bundle_id=made[0].pk, key=paper.key, files=[scan])
    acts.submit_bundle(actor=actor, bundle_id=made[0].pk)
    return {"bundle": str(made[0].pk), "bundle_draft": str(made[1].pk)}


def asked(department: str) -> str:
    """What the commune's specialist asks a department on the way: nothing waits for it."""
    acts = bootstrap.load("motcua.casework.services.ask_agency")
    Account = bootstrap.load("motcua.base.access.models").Account
    actor = bootstrap.load("motcua.domain.directory.actors").actor_for(
        Account.objects.get(username=OFFICIALS[1].username)
    )
    Task = bootstrap.load("motcua.domain.routing.models").Task
    at = Task.objects.filter(closed_at=None, role=Specialist.name, case__state="processing").order_by("-opened_at")
    task = at.first()
    agencies = bootstrap.load("motcua.domain.directory.queries").agencies_on(clock.today())
    agency = agencies.filter(name=department, kind="department").first()
    if task is None or agency is None:
        return ""
    acts.ask_agencies(
        actor=actor, case_id=task.case_id, expected=None, kind="question", text=TEXT,
        agencies=[acts.AskedAgency(agency.pk, 16 * 60)], task_id=task.pk,
    )  # fmt: skip
    models = bootstrap.load("motcua.domain.routing.models")
    return str(models.SubRequest.objects.get(case=task.case_id, agency=agency).pk)


def permit_over(departments: list[Any]) -> None:
    """From today on a construction permit asks these departments by itself; two answers are enough."""
    tables = bootstrap.load("motcua.domain.processes.tables")
    lines = bootstrap.load("motcua.domain.processes.graph.lines")
    publish = bootstrap.load("motcua.domain.processes.services.publishing").publish_graph
    scopes = bootstrap.load("motcua.domain.processes.scopes")
    usual = tables.lines_of(bootstrap.load("motcua.domain.catalogue.process").DEFAULT_STEPS)
    asking = tables.Line(
        "Lấy ý kiến các Sở", "Ask the departments", "specialist_unit", Specialist.name, Decimal(16),
        does=tables.QUESTION, agency="; ".join(one.identifier for one in departments), enough=2,
        says_vi=QUESTION.vi, says_en=QUESTION.en,
    )  # fmt: skip
    version = version_of(PERMIT)
    name = Words(version.name, version.name)
    scope = scopes.procedure_scope(version.procedure, name.vi)
    with clock.frozen(clock.now() - timedelta(days=1)):
        publish(
            actor=bootstrap.load("motcua.kernel.actor").SYSTEM, scope=scope,
            graph=lines.process_of([*usual[:2], asking, *usual[2:]], name),
            valid_from=clock.today() + timedelta(days=1), expected=0, ground="Quyết định 15/QĐ-UBND",
        )  # fmt: skip


def wished() -> str:
    """Somebody wants the data of a closed case erased; "" where the city has none."""
    Case = bootstrap.load("motcua.domain.cases.models").Case
    case = Case.objects.filter(state="closed", applicant__person__isnull=False).order_by("ended_at").first()
    if case is None:
        return ""
    now = clock.now()
    asked = bootstrap.load("motcua.casework.retention.models").DataRequest.objects.create(
        number="DL-2345-6789-AB", together=case.pk, person_id=case.applicant.person_id, case=case,
        note="Việc đã xong từ lâu, tôi không muốn giấy tờ của mình nằm lại.", answer_by=now + timedelta(days=2),
        complete_by=now + timedelta(days=20),
    )  # fmt: skip
    return str(asked.pk)


def alarmed() -> str:
    """An official of the house looked at many cases outside of their own work."""
    Account = bootstrap.load("motcua.base.access.models").Account
    hour = (clock.now() - timedelta(hours=1), clock.now())
    made = bootstrap.load("motcua.casework.looking.models").Alarm.objects.create(
        account=Account.objects.get(username="chuyenvien"), during=hour, cases=64,
        places=[{"agency": "Ủy ban nhân dân phường Hoàn Kiếm", "cases": 64}],
    )  # fmt: skip
    return str(made.pk)
