"""What happens in a city besides the usual run: agencies asked, branches, apologies, absences, versions moved.

For the gallery alone: the pages of it are looked at by people, the other browser tests make their own.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from motcua.base.access.models import Account
from motcua.base.calendars.facts import load_calendar
from motcua.casework.bulk.orders import MOVING, Order
from motcua.casework.bulk.services.ordering import confirm_job, draft_job
from motcua.casework.legacy.reading import source_of
from motcua.casework.legacy.services.importing import import_legacy
from motcua.casework.reorganisation.plan import Ended, Plan
from motcua.casework.reorganisation.services.running import begin, run
from motcua.casework.services.absence import enter_absence
from motcua.casework.services.answer_agency import answer_request, take_request
from motcua.casework.services.apologise import apologise
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.assign import assign_case
from motcua.casework.services.chase_agency import remind_agency
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.move_to_version import move_to_version
from motcua.casework.services.remind import remind
from motcua.casework.services.rules import set_rule, set_skills
from motcua.casework.services.skills import add_skill
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.casework.version_moving import Wish
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ProcedureVersion, TimeLimit
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.catalogue.services.versions import create_draft, publish
from motcua.domain.directory.actors import actor_for
from motcua.domain.directory.models import Agency, Office, Person, Position
from motcua.domain.directory.queries.agencies import agencies_on
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.scopes import procedure_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.processes.tables import Line, lines_of
from motcua.domain.replies.services.templates import ReplyText, add_template
from motcua.domain.routing.enums import AskKind
from motcua.domain.routing.models import SubRequest
from motcua.faces.desk import views_kept
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.words import Words
from motcua.ops.demo import staff
from motcua.ops.demo.cases import Cast, Stage, details_of, everyday_versions, morning, working_days_back
from motcua.ops.demo.names import made_up_people
from motcua.ops.demo.people import CITIZEN_NAME, DemoOfficial

QUESTION = "Vị trí xin phép có phù hợp quy hoạch, lộ giới và an toàn của công trình bên cạnh không?"
ANSWER = "Phù hợp quy hoạch phân khu đã duyệt; đề nghị giữ khoảng lùi 2,4 m theo chỉ giới đường đỏ."
LATE = "Cần xác minh thêm tại cơ quan cấp giấy tờ cũ."
DECISION = "Quyết định 12/QĐ-UBND ngày 20/11/2026"


@dataclass(frozen=True)
class Scene:
    """The people of the demo by sign-in name, the stage they act on, the last working days."""

    cast: Cast
    actors: dict[str, Actor]
    stage: Stage
    days: list[Any]


def lived(departments: list[Agency]) -> dict[str, str]:
    """Let it all happen; the places of it."""
    accounts = Account.objects.filter(kind="official")
    actors = {account.username: actor for account in accounts if (actor := actor_for(account))}
    citizen = Person.objects.get(full_name=CITIZEN_NAME, staff_account=None)
    office = Office.objects.get(positions__person__staff_account__username="motcua")
    cast = Cast(
        citizen=Actor(kind="citizen", name=citizen.full_name, person_id=citizen.pk),
        counter=actors["motcua"], specialist=actors["chuyenvien"], leader=actors["lanhdao"], office=office,
    )  # fmt: skip
    days = working_days_back(clock.today(), 15)
    stage = Stage(cast, [one for one in everyday_versions()[3:] if in_force(one, days[-1])], made_up_people())
    scene = Scene(cast, actors, stage, days)
    places = branched(scene, departments[0]) | asked(scene, departments) | late(scene)
    places |= away(scene) | shared_out(scene) | at_once(scene) | moved(scene) | kept(scene) | reorganised()
    with TemporaryDirectory() as folder:
        places |= imported(scene, Path(folder))
    remind()
    return places


def in_force(version: ProcedureVersion, day: date) -> bool:
    return version.effective_from is not None and version.effective_from <= day


def step(name: str, parallel: str = "", unit: str = "specialist_unit", **facts: Any) -> Line:
    return Line(name, name, unit, "specialist", Decimal(8), parallel=parallel, **facts)


def branched(scene: Scene, department: Agency) -> dict[str, str]:
    """A case of the citizen's whose specialist and a department work side by side."""
    usual, stage = (
        lines_of(DEFAULT_STEPS),
        replace(scene.stage, versions=everyday_versions()[2:3], people=[details_of(scene.cast.citizen)]),
    )
    version = stage.versions[0]
    graph = process_of(
        [
            usual[0],
            step("Thẩm định hồ sơ"),
            step("Kiểm tra thực địa", "A.1"),
            step("Lập báo cáo", "A.1"),
            step("Ý kiến chuyên ngành", "A.2", unit="named", agency=department.identifier),
            *usual[2:],
        ],
        Words(version.name, version.name),
    )
    first = morning(scene.days[4], 0)
    with clock.frozen(first - timedelta(days=1)):
        publish_graph(
            actor=SYSTEM, scope=procedure_scope(version.procedure, version.name), graph=graph,
            valid_from=scene.days[4], expected=0, ground="Quyết định 88/QĐ-UBND",
        )  # fmt: skip
    case = stage.processed(first)
    with clock.frozen(first + timedelta(hours=3)):
        take_task(actor=scene.cast.specialist, case_id=case.pk, expected=None)
        forward_case(
            actor=scene.cast.specialist, case_id=case.pk, expected=None, note="Hồ sơ đủ, cần ý kiến chuyên ngành."
        )
        take_task(actor=scene.cast.specialist, case_id=case.pk, expected=None)
    return {"live": str(case.pk), "branched": str(version.procedure_id)}


def asked(scene: Scene, departments: list[Agency]) -> dict[str, str]:
    """Three departments asked at once: one has answered, one works on it, one is late and reminded."""
    case = scene.stage.processed(morning(scene.days[3], 1))
    specialist = scene.cast.specialist
    with clock.frozen(morning(scene.days[3], 30)):
        take_task(actor=specialist, case_id=case.pk, expected=None)
        ask_agencies(
            actor=specialist, case_id=case.pk, expected=None, kind=AskKind.OPINION, text=QUESTION, enough=2,
            agencies=[AskedAgency(one.pk, minutes) for one, minutes in zip(departments, (960, 2400, 480), strict=True)],
        )  # fmt: skip
    first, second, third = SubRequest.objects.filter(case=case).order_by("pk")
    with clock.frozen(morning(scene.days[2], 1)):
        take_request(actor=scene.actors["soxaydung"], request_id=first.pk)
        answer_request(actor=scene.actors["soxaydung"], request_id=first.pk, text=ANSWER)
        take_request(actor=scene.actors["soquyhoach"], request_id=second.pk)
    remind_agency(actor=specialist, request_id=third.pk)
    waiting = scene.stage.processed(morning(scene.days[1], 3))
    take_task(actor=specialist, case_id=waiting.pk, expected=None)
    ask_agencies(
        actor=specialist, case_id=waiting.pk, expected=None, kind=AskKind.QUESTION, text=QUESTION,
        agencies=[AskedAgency(departments[0].pk, 960)],
    )  # fmt: skip
    new = SubRequest.objects.get(case=waiting)
    return {
        "asked": str(case.pk),
        "request": str(new.pk),
        "request_taken": str(second.pk),
        "request_done": str(first.pk),
    }


def late(scene: Scene) -> dict[str, str]:
    """One apologised for, one that will be late and waits for its apology."""
    case, other = (scene.stage.processed(morning(scene.days[14 - number], number)) for number in range(2))
    apologise(
        actor=scene.cast.leader, case_id=case.pk, expected=None, reason=LATE,
        new_day=load_calendar().add_working_days(clock.today(), 15),
    )  # fmt: skip
    tracking = Case.objects.get(pk=case.pk)
    return {"apologised": str(case.pk), "apologised_code": tracking.code or "", "late": str(other.pk)}


def post_of(actor: Actor) -> Any:
    return actor.posts[0].position_id


def away(scene: Scene) -> dict[str, str]:
    """The specialist will be away for two days, their colleague stands in."""
    begins = clock.today() + timedelta(days=3)
    absence = enter_absence(
        actor=scene.cast.specialist, position_id=post_of(scene.cast.specialist), first_day=begins,
        last_day=begins + timedelta(days=1), deputy_id=post_of(scene.actors["dongnghiep"]), reason="Đi tập huấn",
    )  # fmt: skip
    return {"absence": str(absence.pk)}


def shared_out(scene: Scene) -> dict[str, str]:
    """Two rules of the commune, and a skill that one of them asks for."""
    agency, leader = scene.cast.office.agency_id, scene.cast.leader
    position = post_of(scene.actors["dongnghiep"])
    add_skill(actor=SYSTEM, name="hộ tịch")
    set_skills(actor=leader, position_id=position, skills=["hộ tịch", "đất đai"])
    field = everyday_versions()[3].field_id
    rule = set_rule(actor=leader, agency_id=agency, role="specialist", way="load", scope=f"field:{field}")
    case = scene.stage.processed(morning(scene.days[1], 4))
    assign_case(actor=leader, case_id=case.pk, expected=None, position_id=position)
    assert Position.objects.filter(pk=position, skills__len=2).exists()
    return {"assignment_rule": str(rule.pk), "skilled": str(position)}


def moved(scene: Scene) -> dict[str, str]:
    """A procedure with a newer version: one of its cases moved, two not yet, and a job that would move them."""
    version = scene.stage.versions[-1]
    stage = replace(scene.stage, versions=[version])
    first, second, third = (stage.processed(morning(scene.days[2], number)) for number in range(3))
    request_supplement(
        actor=scene.cast.specialist, case_id=third.pk, expected=None, reason="Thiếu giấy tờ.",
        items=[MissingItem("Bản sao giấy khai sinh", "01 bản")],
    )  # fmt: skip
    draft = newer(version)
    publish(actor=SYSTEM, version_id=draft.pk, effective_from=clock.today())
    move_to_version(actor=scene.cast.leader, case_id=first.pk, expected=None, wish=Wish(decision=DECISION))
    keeper = scene.actors["quantri"]
    order = Order(action=MOVING, text=DECISION)
    job = draft_job(actor=keeper, order=order, case_ids=[second.pk, third.pk])
    return {
        "moved": str(first.pk), "unmoved": str(second.pk), "moving_job": str(job.pk), "newer": str(draft.pk),
        "moving_procedure": str(version.procedure_id),
    }  # fmt: skip


def at_once(scene: Scene) -> dict[str, str]:
    """Two jobs of the specialist on cases no other page needs: one ordered, one still looked at; one row will fail."""
    cases = [scene.stage.processed(morning(scene.days[1], 5 + number)) for number in range(6)]
    stopped = Case.objects.filter(state="supplement").values_list("pk", flat=True)[:1]
    order, actor = Order(action="forward", text="Đủ điều kiện."), scene.cast.specialist
    ordered, draft = (
        draft_job(actor=actor, order=order, case_ids=[*(one.pk for one in some), *stopped])
        for some in (cases[:4], cases[4:])
    )
    confirm_job(actor=actor, job_id=ordered.pk)
    return {"job": str(ordered.pk), "job_draft": str(draft.pk)}


def reorganised() -> dict[str, str]:
    """Far from the house a commune merged into its neighbour, and another parted, which waits for a person."""
    today = clock.today()
    merged, heir, parted, *heirs = agencies_on(today).filter(kind="commune").order_by("-path")[:5]
    for username, role, title in (("tachmot", "specialist", "Chuyên viên"), ("tachhai", "leader", "Chủ tịch")):
        name = f"Hoàng Văn {title.split()[0]}"
        staff.employ(DemoOfficial(username, name, title, role, "commune", Words(title, title)), parted, None)
    done, waiting = (
        Plan(title, "Nghị quyết 9/NQ-HĐND", today, ended=(Ended(gone.identifier, tuple(one.identifier for one in to)),))
        for title, gone, to in (
            (f"Nhập {merged.label} vào {heir.label}", merged, [heir]),
            (f"Chia {parted.label}", parted, heirs),
        )
    )
    made = [run(begin(actor=SYSTEM, plan=plan).pk) for plan in (done, waiting)]
    return dict(zip(("reorganised", "reorganising"), (str(one.pk) for one in made), strict=True))


def newer(version: ProcedureVersion) -> ProcedureVersion:
    """Asks for one paper less and says another fee."""
    text = text_of(version.pk)
    other = replace(
        text, fee_text="Không thu phí theo Nghị quyết 08/2026/NQ-HĐND.", papers=text.papers[:-1] or text.papers
    )
    draft = create_draft(actor=SYSTEM, text=other)
    assert TimeLimit.objects.filter(version=draft).exists()
    return draft


def kept(scene: Scene) -> dict[str, str]:
    """A view and a reply of the specialist's own."""
    view = views_kept.keep(
        actor=scene.cast.specialist, view=None, agency_id=None, name="Sắp hết hạn",
        asked={"muc": "unit", "han": "near"},
        columns=["due", "case", "applicant", "step"],
    )  # fmt: skip
    reply = ReplyText(
        act="supplement", title="Thiếu giấy chứng sinh", text="Hồ sơ chưa có giấy chứng sinh.",
        items=(("Bản sao giấy chứng sinh", "01 bản"),),
    )  # fmt: skip
    template = add_template(actor=scene.cast.specialist, reply=reply)
    return {"saved_view": str(view.pk), "reply": str(template.pk)}


def imported(scene: Scene, folder: Path) -> dict[str, str]:
    """An open case of an older system, with what was done over there; its old promise was broken."""
    at = [morning(scene.days[back], 2) for back in (13, 12, 11)]
    manifest = {"system": "iGate", "batch": "2026-11", "agencies": {"P1": scene.cast.office.agency.identifier}}
    history = [
        {"at": at[0].isoformat(), "act": "accepted", "what": "Nhận tại quầy 2", "who": "Nguyễn Thị Cũ"},
        {"at": at[1].isoformat(), "act": "forwarded", "what": "Chuyển Phòng Kinh tế thẩm định", "who": "Lê Văn Trước"},
        {"at": at[2].isoformat(), "act": "other", "what": "In tờ trình", "who": "Lê Văn Trước"},
    ]
    line = {
        "id": "HS-2026-00417", "code": "000.00.16.H26-261106-0417", "agency": "P1", "state": "processing",
        "procedure": scene.stage.versions[0].procedure.code, "channel": "counter", "history": history,
        "applicant": {"full_name": "Đỗ Thị Hồng Vân", "phone": "0900000417", "address": "Số 8 phố Cũ, Hà Nội"},
        "submitted_at": at[0].isoformat(), "accepted_at": at[0].isoformat(),
        "due_at": morning(scene.days[1], 2).isoformat(),
        "papers": [{"name": "Đơn đề nghị", "originals": 1}, {"name": "Bản sao giấy tờ kèm theo", "copies": 1}],
    }  # fmt: skip
    for name, told in (("manifest.json", manifest), ("cases.jsonl", line)):
        (folder / name).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    outcome = import_legacy(actor=SYSTEM, source=source_of(folder))
    assert outcome.ok, [one.line.remarks for one in outcome.verdicts]
    return {"imported": str(Case.objects.get(code=line["code"]).pk)}
