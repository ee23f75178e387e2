"""A recognisable value in every personal field of two cases of one town: one at work, one that ended; and their people.

Wherever acts exist the values come in by them, so that they go on into letters, papers and the ledger as in life.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from motcua.base.access.models import Account
from motcua.base.access.tokens import create_token
from motcua.base.access.vault import digest_of, short_digest
from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.models import Upload
from motcua.base.files.services.store import store
from motcua.base.ledger import append
from motcua.base.messages.channels import InApp
from motcua.base.messages.models import Message
from motcua.casework.bulk.models import Job, Row
from motcua.casework.frame import subject
from motcua.casework.legacy.models import Event, Imported
from motcua.casework.post import HandedByPost
from motcua.casework.queries.page import IMPORTED
from motcua.casework.reorganisation.models import Operation
from motcua.casework.retention.models import DataRequest, Hold
from motcua.casework.services.accept import accept_case
from motcua.casework.services.answer_agency import answer_request, take_request
from motcua.casework.services.apologise import apologise
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.check_site import OnTheSpot, check_site
from motcua.casework.services.correct_post import Really, correct_post
from motcua.casework.services.counter import AtCounter, PaperTick, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.duty import request_duty, settle_duty
from motcua.casework.services.finish import hand_over_result
from motcua.casework.services.forward import forward_case, return_to_previous, take_task
from motcua.casework.services.submit import submit_case
from motcua.casework.services.supplement import MissingItem, answer_supplement, request_supplement
from motcua.casework.signing import Draft
from motcua.domain.cases.models import (
    Case,
    SupplementItem,
    TypedPage,
)
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.directory.models import Delegation, Office, Person
from motcua.domain.processes.graph.lines import process_of
from motcua.domain.processes.scopes import city_scope
from motcua.domain.processes.services.publishing import publish_graph
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.text import fold
from motcua.kernel.words import Words
from tests.casework.test_signing import ROWS
from tests.faces.portal.cases import paper, photo
from tests.faces.who_may.world import Knocker, World, knocker
from tests.support.town import make_official, make_version

NUMBERS = {
    "cases.Applicant.identity_number": "001185054321",
    "cases.Applicant.phone": "0987651166",
    "cases.Applicant.birth_date": "14/03/1957",
    "cases.Applicant.tax_code": "0100109106",
    "directory.Person.identity_number": "001190117722",
    "directory.Person.phone": "0911228855",
    "directory.Person.birth_date": "15/04/1958",
    "official.identity_number": "001170338844",
    "official.phone": "0922339977",
    "official.birth_date": "16/05/1969",
    "cases.HandOver.identity_shown": "C7654398",
}
"""What must be a number or a day to be taken."""

TOLD = [
    "cases.Applicant.full_name", "cases.Applicant.organisation", "cases.Applicant.email", "cases.Applicant.address",
    "cases.Case.data", "cases.Case.summary", "cases.PaperFile.name", "cases.ClockStop.note",
    "cases.ClockStop.evidence", "cases.SupplementRequest.reason", "cases.SupplementRequest.answer",
    "cases.SupplementItem.text", "cases.SupplementItem.note", "cases.SupplementItem.answer", "cases.TypedPage.texts",
    "cases.DecisionDraft.text", "cases.Apology.reason", "cases.SiteCheck.place", "cases.SiteCheck.people",
    "cases.SiteCheck.content", "cases.PostalRecord.giver", "cases.PostalCorrection.reason", "cases.HandOver.receiver",
    "cases.ReturnedDecision.reason", "cases.ReturnedDecision.text", "cases.Decision.text", "routing.Task.note",
    "routing.SubRequest.text", "routing.SubRequest.answer", "routing.AnswerFile.name", "legacy.Imported.original",
    "legacy.Event.what", "legacy.Event.who", "bulk.Row.reason_vi", "bulk.Job.order", "retention.Hold.reason",
    "retention.Hold.release_reason", "retention.DataRequest.note", "retention.DataRequest.answer",
    "directory.Person.full_name", "directory.Person.email", "directory.Person.address", "correspondence.Message.name",
    "correspondence.Message.address", "correspondence.Message.subject", "correspondence.Message.body",
    "correspondence.Message.error", "files.Upload.name", "official.email", "official.address",
]  # fmt: skip
VALUES = {name: f"zq{place:02}qz" for place, name in enumerate(TOLD)} | NUMBERS
"""By field, what stands in it: signs that no escaping changes, whatever their case."""


def of(name: str) -> str:
    return VALUES[name]


NAMES = {"directory.Person": f"Trần Văn {of('directory.Person.full_name')}", "official": "Trần Văn Chuyên"}
"""Two whose names begin alike, so that a search at the counter finds both."""

DETAILS = ApplicantDetails(
    full_name=f"Lò Thị {of('cases.Applicant.full_name')}",
    identity_number=of("cases.Applicant.identity_number"),
    phone=of("cases.Applicant.phone"),
    birth_date=of("cases.Applicant.birth_date"),
    address=f"Số 7 ngõ {of('cases.Applicant.address')}, Hà Nội",
    email=f"{of('cases.Applicant.email')}@congdan.example",
)  # fmt: skip


@dataclass
class Planted:
    """`scenes`: what else than `World.things` answers the parameters of addresses."""

    world: World
    knockers: list[Knocker]
    scenes: list[dict[str, str]]


def plant(world: World) -> Planted:
    known = {one.name: one for one in world.knockers}
    knockers = [*world.knockers, delegate(world), machine()]
    people(world, known["specialist@here"])
    world = with_approvals(world)
    going, ended = at_work(world, known), over(world, known)
    for document in Document.objects.filter(subject_id__in=[going.pk, ended.pk]):
        ensure_rendered(document)
    return Planted(world, knockers, [*scenes(going), *scenes(ended)])


def delegate(world: World) -> Knocker:
    """A leader of the neighbouring commune who may decide here for a time, by a decision."""
    there = Office.objects.exclude(pk=world.town.office.pk).get(identifier="H26.T2.Q").agency
    actor, today = make_official("Cán Bộ Được Giao", "Phó chủ tịch", there, ["leader"]), clock.today()
    Delegation.objects.create(
        agency=world.town.commune, giver_id=world.town.leader.posts[0].position_id,
        to_position_id=actor.posts[0].position_id, title="Chủ tịch", form="kt", scopes=["all"],
        decision="13/QĐ-UBND", decided_on=today, valid=DateRange(today, today + timedelta(days=60)),
    )  # fmt: skip
    return knocker("leader@delegated", actor)


def machine() -> Knocker:
    """A program that stands for nobody."""
    account = Account.objects.create_account("he-thong-ngoai", kind="machine")
    return Knocker("machine", None, create_token(actor=SYSTEM, account=account, name="thử")[1])


def people(world: World, official: Knocker) -> None:
    """What the city knows of the citizen, and of the official who works on the case."""
    for whose, who in (("directory.Person", world.town.citizen), ("official", official.actor)):
        assert who is not None
        day, month, year = of(f"{whose}.birth_date").split("/")
        found = Person.objects.get(pk=who.person_id)
        found.identity_kind, found.identity_number = "cccd", of(f"{whose}.identity_number")
        found.identity_digest = digest_of(found.identity_number)
        found.birth_date, found.phone = date(int(year), int(month), int(day)), of(f"{whose}.phone")
        found.email, found.address = f"{of(f'{whose}.email')}@vidu.example", f"Phố {of(f'{whose}.address')}"
        found.full_name = NAMES[whose]
        found.name_folded = fold(found.full_name)
        found.save()


def with_approvals(world: World) -> World:
    """The same town with a procedure whose result is prepared, initialled, signed and sealed."""
    with clock.frozen(clock.now() - timedelta(days=1)):
        publish_graph(
            actor=world.town.administrator, scope=city_scope(), graph=process_of(ROWS, Words("Thử", "Trial")),
            valid_from=clock.today() + timedelta(days=1), expected=0,
        )  # fmt: skip
    version = make_version(code="1.002777", papers=(("Tờ khai", "paper"), ("Giấy tờ tùy thân", "present_only")))
    return replace(world, town=replace(world.town, version=version))


def drafted(world: World, details: ApplicantDetails, summary: str, wanted: str) -> Case:
    town = world.town
    case = start_draft(actor=town.citizen, version_id=town.version.pk, office_id=town.office.pk)
    save_applicant(
        actor=town.citizen, case_id=case.pk, expected=None, details=details, summary=summary, result_wanted=wanted
    )
    name = f"{of('cases.PaperFile.name')}.jpg"
    attach_file(actor=town.citizen, case_id=case.pk, paper_id=paper(case).pk, stored=store(photo(name), name=name))
    return case


def at_work(world: World, known: dict[str, Knocker]) -> Case:
    """A person's case at the specialist, who asked a department; much of what may happen has happened."""
    town = world.town
    case = drafted(world, DETAILS, f"Xin cấp {of('cases.Case.summary')}", "post")
    one: dict[str, Any] = {"case_id": case.pk, "expected": None}
    submit_case(actor=town.citizen, case_id=case.pk)
    missing = [MissingItem(of("cases.SupplementItem.text"), of("cases.SupplementItem.note"))]
    request_supplement(actor=town.counter, reason=of("cases.SupplementRequest.reason"), items=missing, **one)
    item = SupplementItem.objects.get(request__case=case)
    answer_supplement(actor=town.citizen, answer=of("cases.SupplementRequest.answer"),
                      answers={item.pk: of("cases.SupplementItem.answer")}, **one)  # fmt: skip
    accept_case(actor=town.counter, **one)
    forward_case(actor=town.counter, **one)
    take_task(actor=doer(known), **one)
    request_duty(actor=doer(known), reason=of("cases.ClockStop.note"), amount_vnd=1_250_000, **one)
    settle_duty(actor=doer(known), evidence=of("cases.ClockStop.evidence"), **one)
    seen = OnTheSpot(clock.now(), of("cases.SiteCheck.place"), of("cases.SiteCheck.people"),
                     of("cases.SiteCheck.content"))  # fmt: skip
    check_site(actor=doer(known), found=seen, **one)
    forward_case(actor=doer(known), draft=Draft("granted", of("cases.DecisionDraft.text")), **one)
    return_to_previous(actor=town.leader, reason=of("routing.Task.note"), **one)
    take_task(actor=doer(known), **one)
    asked(known, case)
    beside(world, known, Case.objects.get(pk=case.pk))
    return Case.objects.get(pk=case.pk)


def doer(known: dict[str, Knocker]) -> Actor:
    found = known["specialist@here"].actor
    assert found is not None
    return replace(found, name=NAMES["official"])


def asked(known: dict[str, Knocker], case: Case) -> None:
    """The department twice: one request answered with a file, one still open."""
    department = known["specialist@asked"].actor
    assert department is not None
    where = AskedAgency(department.posts[0].agency_id, 960)
    for _ in range(2):
        ask_agencies(
            actor=doer(known), case_id=case.pk, expected=None, kind="opinion", text=of("routing.SubRequest.text"),
            agencies=[where], papers=[case.papers.get(position=1).pk],
        )  # fmt: skip
        open_one = SubRequest.objects.get(case=case, closed_at=None)
        if open_one.number == 1:
            take_request(actor=department, request_id=open_one.pk)
            name = f"{of('routing.AnswerFile.name')}.jpg"
            answer_request(actor=department, request_id=open_one.pk, text=of("routing.SubRequest.answer"),
                           files=[store(photo(name, "gray"), name=name)])  # fmt: skip


def beside(world: World, known: dict[str, Knocker], case: Case) -> None:
    """What lies beside a case: prepared, promised anew, brought by the post, sent back, held, ordered with others."""
    town, now = world.town, clock.now()
    due = case.due_at
    assert due is not None
    apologise(actor=town.leader, case_id=case.pk, expected=None, new_day=clock.local(due).date() + timedelta(days=7),
              reason=of("cases.Apology.reason"))  # fmt: skip
    imported = Imported.objects.create(
        case=case, system="cũ", old_id="1", batch="1", line=1, file_digest="0" * 64, digest="0" * 64,
        original=of("legacy.Imported.original"),
    )  # fmt: skip
    event = Event.objects.create(
        imported=imported, position=1, at=now, act="step", what=of("legacy.Event.what"), who=of("legacy.Event.who")
    )
    append(subject(case), IMPORTED, SYSTEM, {"event": event.pk, "act": "step", "system": "cũ", "moment": now})
    Hold.objects.create(case=case, kind="court", citation="12/TB-TA", reason=of("retention.Hold.reason"),
                        placed_by="Đỗ", released_at=now, released_by="Đỗ",
                        release_reason=of("retention.Hold.release_reason"))  # fmt: skip
    Job.objects.filter(pk=world.things["job_id"]).update(order={"action": "forward", "text": of("bulk.Job.order")})
    Upload.objects.filter(pk=world.things["upload_id"]).update(name=of("files.Upload.name"))
    undecided = {"kind": "cases.Case", "id": str(case.pk), "label": str(case), "former": "H26.T2",
                 "candidates": ["H26.T1", "H26"]}  # fmt: skip
    Operation.objects.filter(pk=world.things["operation_id"]).update(asked=[undecided])
    Case.objects.filter(pk=case.pk).update(data={"area": of("cases.Case.data")})
    account = Account.objects.get(pk=doer(known).account_id)
    job = Job.objects.create(action="forward", order={"text": of("bulk.Job.order")}, account_id=account.pk,
                             actor_name="Đỗ", state="done", confirmed_at=now, starts_at=now, started_at=now,
                             ended_at=now)  # fmt: skip
    Row.objects.create(job=job, case=case, position=1, expected=1, state="failed", code="denied",
                       reason_vi=of("bulk.Row.reason_vi"), reason_en=of("bulk.Row.reason_vi"))  # fmt: skip
    TypedPage.objects.create(case_id=world.things["draft"], place="applicant", revision=1,
                             texts=f'{{"address": "{of("cases.TypedPage.texts")}"}}')  # fmt: skip
    told = {name: of(f"correspondence.Message.{name}") for name in ("name", "address", "subject", "body", "error")}
    Message.objects.create(
        key="thu-1", kind="case.accepted", channel=InApp.name, language="vi", account_id=town.citizen.account_id,
        person_id=town.citizen.person_id, state="sent", sent_at=now, **told,
    )  # fmt: skip


def over(world: World, known: dict[str, Knocker]) -> Case:
    """An organisation's case that ended: decided and handed over, and its data asked to be erased."""
    town = world.town
    details = replace(DETAILS, kind="organisation", organisation=f"Công ty {of('cases.Applicant.organisation')}",
                      tax_code=of("cases.Applicant.tax_code"))  # fmt: skip
    name, handed = (
        f"{of('cases.PaperFile.name')}.jpg",
        HandedByPost("BB-1", clock.now(), of("cases.PostalRecord.giver")),
    )
    case = receive_at_counter(
        actor=town.counter, version_id=town.version.pk, office_id=town.office.pk, around=AtCounter(post=handed),
        applicant=replace(details, person_id=town.citizen.person_id), summary=f"Xin cấp {of('cases.Case.summary')}",
        ticks=[PaperTick(1, originals=1, files=(store(photo(name), name=name),))],
    )  # fmt: skip
    one: dict[str, Any] = {"case_id": case.pk, "expected": None}
    really = Really("BB-2", handed.signed_at - timedelta(minutes=1))
    correct_post(actor=town.leader, really=really, reason=of("cases.PostalCorrection.reason"), **one)
    forward_case(actor=town.counter, **one)
    first, then = of("cases.ReturnedDecision.text"), of("cases.Decision.text")
    forward_case(actor=doer(known), draft=Draft("granted", first), **one)
    forward_case(actor=town.leader, **one)
    decide_case(actor=town.leader, outcome="granted", text=first, **one)
    return_to_previous(actor=doer(known), reason=of("cases.ReturnedDecision.reason"), **one)
    return_to_previous(actor=town.leader, reason=of("routing.Task.note"), to="examination", **one)
    forward_case(actor=doer(known), draft=Draft("granted", then), **one)
    forward_case(actor=town.leader, **one)
    decide_case(actor=town.leader, outcome="granted", text=then, **one)
    forward_case(actor=doer(known), **one)
    hand_over_result(actor=town.counter, receiver=of("cases.HandOver.receiver"),
                     identity_shown=of("cases.HandOver.identity_shown"), **one)  # fmt: skip
    now = clock.now()
    DataRequest.objects.create(
        number="DL-2345-6789-CD", together=case.pk, person_id=town.citizen.person_id, case=case, answer_by=now,
        complete_by=now, note=of("retention.DataRequest.note"), state="refused", answered_at=now, ended_at=now,
        answer=of("retention.DataRequest.answer"), answered_by="Đỗ",
    )  # fmt: skip
    return Case.objects.get(pk=case.pk)


def scenes(case: Case) -> list[dict[str, str]]:
    """What answers the parameters of addresses for this case: each of its papers, requests and files once."""
    base = {"case_id": str(case.pk), "track_code": case.code or "", "file_id": str(paper(case).files.get().pk)}
    jobs, wishes = Job.objects.filter(rows__case=case), DataRequest.objects.filter(case=case)
    for name, found in (("job_id", jobs.first()), ("erasure_id", wishes.first())):
        base |= {name: str(found.pk)} if found else {}
    more = [{"document_id": str(one.pk)} for one in Document.objects.filter(subject_id=str(case.pk))]
    for one in SubRequest.objects.filter(case=case):
        more.append({"request_id": str(one.pk)})
        more += [{"request_id": str(one.pk), "file_id": str(file.pk)} for file in one.files.all()]
    return [base | one for one in more]


def digests() -> dict[str, str]:
    """What a search by number goes by: shown to nobody."""
    return {"cases.Applicant.identity_digest": digest_of(NUMBERS["cases.Applicant.identity_number"]),
            "cases.Applicant.phone_digest": _short(NUMBERS["cases.Applicant.phone"]),
            "directory.Person.identity_digest": digest_of(NUMBERS["directory.Person.identity_number"]),
            "directory.Person.phone_digest": _short(NUMBERS["directory.Person.phone"])}  # fmt: skip


def _short(number: str) -> str:
    return str(short_digest(digest_of(number)))
