"""A town with one of everything an address can name, all of it one commune's, and whoever may knock."""

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.test import Client

from motcua.base.access.actors import actor_for
from motcua.base.access.models import Account
from motcua.base.access.roles import ROLES
from motcua.base.access.tokens import create_token
from motcua.base.daysoff.models import DecidedDay, DecidedRule
from motcua.base.documents.models import Document
from motcua.base.files.models import Upload
from motcua.base.outages.services import telling
from motcua.casework.bulk.orders import Order
from motcua.casework.bulk.services.ordering import draft_job
from motcua.casework.looking.models import Alarm
from motcua.casework.reorganisation.services.drafting import bring_in
from motcua.casework.retention.models import DataRequest
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.bundles import start_bundle
from motcua.domain.cases.models import Case
from motcua.domain.catalogue.models import ImportFlag, ProcedureVersion, SourceLine
from motcua.domain.directory.models import Absence, Agency, Counter, Delegation, Office, Person, Skill
from motcua.domain.processes.services.importing import import_decision
from motcua.domain.replies.models import Reason, ReplyTemplate
from motcua.domain.routing.models import AssignmentRule, SubRequest
from motcua.faces.desk.models import SavedView
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor
from motcua.kernel.ids import new_id
from tests.domain.processes.reading.sheets import decision
from tests.faces.portal.cases import at_specialist, draft
from tests.support.outages import told
from tests.support.town import Town, build_town, make_agency, make_citizen, make_official, make_version

STEPS = (
    ("**Bước 1**", "Tiếp nhận hồ sơ", "Bộ phận Một cửa", "0,5 ngày làm việc", "Giấy tiếp nhận"),
    ("**Bước 2**", "Thẩm định hồ sơ", "Chuyên viên", "02 ngày làm việc", "Dự thảo"),
    ("**Bước 3**", "Ký duyệt", "Lãnh đạo", "01 ngày làm việc", "Giấy chứng nhận"),
)
DEPUTIES = ("specialist@here",)
"""To whom something is delegated in the town: who they are is read behind it."""
WHERE = ("here", "there", "city", "asked")
"""The commune everything belongs to, its neighbour, the city above both, and a department the commune asks."""


@dataclass
class Knocker:
    """`name` is "nobody", "owner", "citizen" or "role@where"; `client` has their session, `token` their API token."""

    name: str
    actor: Actor | None = None
    token: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @property
    def role(self) -> str:
        return self.name.partition("@")[0]

    @property
    def where(self) -> str:
        return self.name.partition("@")[2]


@dataclass
class World:
    """`things` answers every parameter of every address."""

    town: Town
    knockers: list[Knocker]
    things: dict[str, str]


def build_world() -> World:
    town = build_town(code="1.001193", papers=(("Giấy chứng sinh", "paper"), ("Giấy tờ tùy thân", "present_only")))
    for code in ("1.004222", "1.014137"):
        make_version(code=code, papers=[("Giấy chứng sinh", "paper")])
    department = make_agency("H26.S09", "Sở Được Hỏi", "department", town.city)
    places = {"here": town.commune, "there": Agency.objects.get(identifier="H26.T2"), "city": town.city,
              "asked": department}  # fmt: skip
    knockers = [Knocker("nobody"), knocker("owner", town.citizen), knocker("citizen", make_citizen("Ngô Người Khác"))]
    for where, agency in places.items():
        for role in ROLES:
            office = Office.objects.filter(agency=agency).first() if role == "counter_official" else None
            knockers.append(
                knocker(f"{role}@{where}", make_official(f"Cán Bộ {role} {where}", role, agency, [role], office))
            )
    knockers.append(knocker("postless@nowhere", postless(town)))
    by_name = {one.name: one.actor for one in knockers if one.actor}
    things = planted(town, by_name, department)
    for one in knockers:
        if one.actor and one.name in DEPUTIES:
            one.actor = actor_for(Account.objects.get(pk=one.actor.account_id))
    return World(town, knockers, things)


def knocker(name: str, actor: Actor) -> Knocker:
    """Signed in, with a token of their own."""
    account = Account.objects.get(pk=actor.account_id)
    made = Knocker(name, actor, create_token(actor=SYSTEM, account=account, name="thử")[1])
    made.client.force_login(account)
    return made


def postless(town: Town) -> Actor:
    """An official whose last post has ended."""
    actor = make_official("Cán Bộ Cũ", "Chuyên viên", town.commune, ["specialist"])
    today = clock.today()
    Person.objects.get(pk=actor.person_id).positions.update(valid=(today - timedelta(days=9), today))
    return replace(actor, posts=())


def planted(town: Town, who: dict[str, Actor], department: Agency) -> dict[str, str]:
    specialist, counter = who["specialist@here"], who["counter_official@here"]
    return of_cases(town, specialist, department) | {
        "code": town.version.procedure.code, "retention_rule": "papers",
        "number": "1", "name": "forward", "act": "refuse", "key": "case.accepted", "channel": "email",
        "place": "applicant", "token": "khong-co", "scope": "city", "rest": "khong-co", "position": "1",
        "identifier": town.commune.identifier, "outage_id": told(telling)[0], "alarm_id": alarm(specialist),
    } | kept(town, who) | of_the_directory(town, specialist, counter) | of_the_city(town)  # fmt: skip


def of_cases(town: Town, specialist: Actor, department: Agency) -> dict[str, str]:
    """A case that a department is asked about, a draft, linked procedures, and what belongs to them."""
    case, own_draft = at_specialist(town), draft(town)
    ask_agencies(
        actor=specialist, case_id=case.pk, expected=None, kind="opinion", text="Có vướng quy hoạch không?",
        agencies=[AskedAgency(department.pk, 960)], papers=[case.papers.get(position=1).pk],
    )  # fmt: skip
    bundle = start_bundle(actor=town.citizen, key="sinh-con", office_id=town.office.pk)
    upload = Upload.objects.create(
        owner=town.citizen.account_id, place=f"case:{own_draft.pk}:paper:{own_draft.papers.get(position=1).pk}",
        fingerprint="0" * 64, name="tep.pdf", size=10,
    )  # fmt: skip
    job = draft_job(actor=specialist, order=Order(action="forward", text="Đủ."), case_ids=[case.pk])
    return {
        "case_id": str(case.pk), "draft": str(own_draft.pk), "bundle_id": str(bundle.pk), "upload_id": str(upload.pk),
        "file_id": str(case.papers.get(position=1).files.get().pk), "job_id": str(job.pk),
        "document_id": str(Document.objects.filter(subject_id=str(case.pk)).first().pk),  # type: ignore[union-attr]
        "request_id": str(SubRequest.objects.get(case=case).pk), "erasure_id": str(wish(case, town).pk),
        "track_code": Case.objects.get(pk=case.pk).code or "",
    }  # fmt: skip


@dataclass(frozen=True)
class Whose:
    """The same `things` once more, another's: `swapped` says whose place each person takes towards them."""

    things: dict[str, str]
    swapped: dict[str, str]

    def towards(self, knocker: Knocker) -> Knocker:
        """As who they stand to these things, were it the first ones."""
        role, at, where = knocker.name.partition("@")
        return replace(knocker, name=self.swapped.get(role, role) + at + self.swapped.get(where, where))


def others(world: World) -> list[Whose]:
    """What belongs to cases: another citizen's here, the same two's in the neighbouring commune."""
    who = {one.name: one.actor for one in world.knockers if one.actor}
    there = Agency.objects.get(identifier="H26.T2")
    town = replace(
        world.town, commune=there, office=Office.objects.get(agency=there), counter=who["counter_official@there"]
    )
    department, people = Agency.objects.get(identifier="H26.S09"), {"owner": "citizen", "citizen": "owner"}
    places, other = {"here": "there", "there": "here"}, who["citizen"]
    return [
        Whose(of_cases(replace(world.town, citizen=other), who["specialist@here"], department), people),
        Whose(of_cases(town, who["specialist@there"], department), places),
        Whose(of_cases(replace(town, citizen=other), who["specialist@there"], department), people | places),
    ]


def alarm(specialist: Actor) -> str:
    """They looked at many cases outside of their own work."""
    now = clock.now()
    hour = (now - timedelta(hours=1), now)
    return str(Alarm.objects.create(account_id=specialist.account_id, during=hour, cases=64).pk)


def wish(case: Case, town: Town) -> DataRequest:
    """Somebody wants the data of a case erased."""
    now, number = clock.now(), f"DL-2345-{str(case.pk)[-4:]}-AB".upper()
    return DataRequest.objects.create(
        number=number, together=case.pk, person_id=town.citizen.person_id, case=case, answer_by=now, complete_by=now
    )


def kept(town: Town, who: dict[str, Actor]) -> dict[str, str]:
    """What an official keeps for themselves or the unit."""
    owner = Account.objects.get(pk=who["specialist@here"].account_id)
    position = who["specialist@here"].posts[0].position_id
    absence = Absence.objects.create(
        position_id=position, valid=(clock.today() + timedelta(days=3), clock.today() + timedelta(days=5)),
        reason="Tập huấn",
    )  # fmt: skip
    rule = AssignmentRule.objects.create(agency=town.commune, role="specialist", scope="all", way="load")
    reply = ReplyTemplate.objects.create(
        act="supplement", title="Thiếu", text="Thiếu.", owner_id=who["specialist@here"].person_id
    )
    return {
        "view_id": str(SavedView.objects.create(owner=owner, name="Của tôi").pk), "reply_id": str(reply.pk),
        "absence_id": str(absence.pk), "rule_id": str(rule.pk), "role": "leader", "passkey_id": str(new_id()),
        "visit_id": str(new_id()),
    }  # fmt: skip


def of_the_directory(town: Town, specialist: Actor, counter: Actor) -> dict[str, str]:
    today = clock.today()
    delegation = Delegation.objects.create(
        agency=town.commune, giver_id=town.leader.posts[0].position_id,
        to_position_id=specialist.posts[0].position_id, title="", form="kt", scopes=["all"],
        decision="12/QĐ-UBND", decided_on=today, valid=(today, today + timedelta(days=60)),
    )  # fmt: skip
    return {
        "agency_id": str(town.commune.pk), "office_id": str(town.office.pk), "person_id": str(specialist.person_id),
        "position_id": str(specialist.posts[0].position_id), "delegation_id": str(delegation.pk),
        "counter_id": str(Counter.objects.create(office=town.office, number=1).pk),
    }  # fmt: skip


def of_the_city(town: Town) -> dict[str, str]:
    """What the city decides for all of its agencies."""
    today, version = clock.today(), town.version
    day = DecidedDay.objects.create(
        day=today + timedelta(days=40), kind="holiday", name="Nghỉ", agency_path=town.city.path,
        agency_name=town.city.name, decision="1/QĐ", decided_on=today,
    )  # fmt: skip
    rule = DecidedRule.objects.create(
        name="same_day_cut_off", since=today + timedelta(days=1), value="15:00", source="1/QĐ", verification="verified"
    )
    newer = ProcedureVersion.objects.create(
        procedure=version.procedure, number=2, name=version.name, field=version.field, levels=["commune"],
        service_level="full", origin="own", content_digest="1" * 64, name_key="thu tuc", search_text="thu tuc",
    )  # fmt: skip
    SourceLine.objects.create(version=newer, raw=json.dumps({"code": version.procedure.code}))
    flag = ImportFlag.objects.create(
        procedure=version.procedure, version=newer, position=1, line=7, reason="applicant.missing",
        path="target_users", place="target_users",
    )  # fmt: skip
    content = "\n".join(decision(("Đăng ký thử nghiệm", STEPS))).encode()
    plan = {
        "title": "Nhập", "decision": "NQ 12", "from_day": (today + timedelta(days=60)).isoformat(),
        "ended": [{"identifier": "H26.T2", "successors": ["H26.T1"]}],
    }  # fmt: skip
    return {
        "day_id": str(day.pk), "city_rule": str(rule.pk), "version_id": str(newer.pk), "flag_id": str(flag.pk),
        "procedure_id": str(version.procedure_id), "field_id": str(version.field_id),
        "skill_id": str(Skill.objects.create(name="đất đai").pk),
        "reason_id": str(Reason.objects.create(act="refuse", text="Không thuộc thẩm quyền.").pk),
        "decision_id": str(import_decision(actor=SYSTEM, file_name="1490.md", content=content).pk),
        "operation_id": str(bring_in(actor=SYSTEM, text=json.dumps(plan), file_name="phuong-an.json").pk),
        "import_id": "", 
    }  # fmt: skip
