"""Cases in every state, made by the acts at moments of the last working days, so that some are early and some late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from motcua.base.calendars.facts import load_calendar
from motcua.casework.services.counter import PaperTick, file_at_counter, receive_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import save_applicant, start_draft
from motcua.casework.services.duty import request_duty
from motcua.casework.services.finish import close_case, hand_over_result, stop_case, withdraw_case
from motcua.casework.services.forward import forward_case, take_task
from motcua.casework.services.refuse import refuse_case
from motcua.casework.services.supplement import MissingItem, request_supplement
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.receiving import limits_for, receivable_versions
from motcua.domain.directory.models import Office
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.ops.demo.names import made_up_people

MISSING = [
    MissingItem("Bản sao giấy chứng sinh", "01 bản, có thể chụp ảnh rõ nét"),
    MissingItem("Tờ khai còn thiếu chữ ký"),
]


@dataclass(frozen=True)
class Cast:
    """Who acts, and where."""

    citizen: Actor
    counter: Actor
    specialist: Actor
    leader: Actor
    office: Office


@dataclass
class Stage:
    """Brings one case after another to a state."""

    cast: Cast
    versions: list[ProcedureVersion]
    people: list[ApplicantDetails]
    made: int = 0

    def received(self, at: datetime) -> Case:
        version, person = self.versions[self.made % len(self.versions)], self.people[self.made % len(self.people)]
        self.made += 1
        with clock.frozen(at):
            return receive_at_counter(
                actor=self.cast.counter, version_id=version.pk, office_id=self.cast.office.pk, applicant=person,
                ticks=[PaperTick(position=1, originals=1, copies=1), PaperTick(position=2, copies=1)],
                summary=version.name,
            )  # fmt: skip

    def filed(self, at: datetime) -> Case:
        version, person = self.versions[self.made % len(self.versions)], self.people[self.made % len(self.people)]
        self.made += 1
        with clock.frozen(at):
            return file_at_counter(
                actor=self.cast.counter, version_id=version.pk, office_id=self.cast.office.pk, applicant=person
            )

    def processed(self, at: datetime) -> Case:
        case = self.received(at)
        with clock.frozen(at + timedelta(minutes=20)):
            return forward_case(actor=self.cast.counter, case_id=case.pk, expected=None)

    def before_leader(self, at: datetime) -> Case:
        case = self.processed(at)
        with clock.frozen(at + timedelta(hours=2)):
            take_task(actor=self.cast.specialist, case_id=case.pk, expected=None)
            return forward_case(actor=self.cast.specialist, case_id=case.pk, expected=None, note="Đủ điều kiện.")

    def decided(self, at: datetime, outcome: str = "granted") -> Case:
        case = self.before_leader(at)
        text = "Đồng ý giải quyết theo đề nghị." if outcome == "granted" else "Hồ sơ không đủ điều kiện theo quy định."
        with clock.frozen(at + timedelta(hours=3)):
            return decide_case(actor=self.cast.leader, case_id=case.pk, expected=None, outcome=outcome, text=text)

    def returned(self, at: datetime) -> Case:
        case = self.decided(at)
        with clock.frozen(at + timedelta(hours=4)):
            return hand_over_result(
                actor=self.cast.counter, case_id=case.pk, expected=None, receiver=case.applicant.full_name,
                identity_shown="Thẻ căn cước",
            )  # fmt: skip


def fill(cast: Cast) -> int:
    """Make the cases; returns how many. About two dozen, every state at least once."""
    stage = Stage(cast, everyday_versions(), made_up_people())
    days = working_days_back(clock.today(), 12)
    plan: list[tuple[Callable[[datetime], Case], int]] = [
        (stage.returned, 11), (stage.returned, 9), (stage.decided, 7), (stage.decided, 2), (stage.before_leader, 10),
        (stage.before_leader, 3), (stage.before_leader, 1), (stage.processed, 11), (stage.processed, 6),
        (stage.processed, 4), (stage.processed, 2), (stage.processed, 1), (stage.received, 1), (stage.received, 0),
        (stage.filed, 0), (stage.filed, 0),
    ]  # fmt: skip
    for make, back in plan:
        make(morning(days[back], stage.made))
    endings(stage, days)
    citizens_own(stage, days)
    return stage.made


def endings(stage: Stage, days: list[date]) -> None:
    """The states a case reaches when something is missing, owed, refused or taken back."""
    cast = stage.cast
    closed = stage.returned(morning(days[10], 3))
    close_case(actor=cast.counter, case_id=closed.pk, expected=None)
    stage.decided(morning(days[5], 4), outcome="denied")
    case = stage.processed(morning(days[4], 5))
    request_supplement(
        actor=cast.specialist, case_id=case.pk, expected=None, reason="Hồ sơ chưa đủ thành phần.", items=MISSING
    )
    case = stage.processed(morning(days[3], 6))
    request_duty(
        actor=cast.specialist, case_id=case.pk, expected=None, reason="Lệ phí trước bạ theo thông báo của cơ quan thuế",
        amount_vnd=1_250_000,
    )  # fmt: skip
    case = stage.filed(morning(days[2], 7))
    refuse_case(
        actor=cast.counter, case_id=case.pk, expected=None, reason="Việc này thuộc thẩm quyền của cơ quan khác."
    )
    case = stage.received(morning(days[2], 8))
    withdraw_case(actor=cast.counter, case_id=case.pk, expected=None, reason="Người nộp đề nghị rút.")
    case = stage.processed(morning(days[6], 9))
    stop_case(
        actor=cast.leader, case_id=case.pk, expected=None, reason="Có tranh chấp đang được tòa án thụ lý.",
        ground="Văn bản thông báo thụ lý của tòa án",
    )  # fmt: skip


def citizens_own(stage: Stage, days: list[date]) -> None:
    """The demo citizen's own cases: one in progress, one that waits for supplements, one draft."""
    citizen = stage.cast.citizen
    own = details_of(citizen)
    stage.people = [own]
    stage.processed(morning(days[3], 1))
    case = stage.filed(morning(days[0], 0))
    request_supplement(
        actor=stage.cast.counter, case_id=case.pk, expected=None, reason="Ảnh chụp giấy tờ bị mờ.", items=MISSING[:1]
    )
    draft = start_draft(actor=citizen, version_id=stage.versions[0].pk, office_id=stage.cast.office.pk)
    save_applicant(actor=citizen, case_id=draft.pk, expected=None, details=own, summary="", result_wanted="counter")


def details_of(citizen: Actor) -> ApplicantDetails:
    """What the demo's citizen writes on every filing."""
    return ApplicantDetails(
        full_name=citizen.name, identity_number="001190999901", birth_date="14/03/1990", phone="0900000001",
        email="minhanh@congdan.example", address="Số 12 phố Trúc Bạch, Ba Đình, Hà Nội", person_id=citizen.person_id,
    )  # fmt: skip


def everyday_versions() -> list[ProcedureVersion]:
    """Procedures of communes that state a time for every channel."""
    versions = receivable_versions(level="commune")
    return [version for version in versions[:80] if len(stated_limits(version)) == 1]


def stated_limits(version: ProcedureVersion) -> set[tuple[int, str]]:
    """The different times a version promises over the counter and online; -1 for one that is not stated."""
    limits = [*limits_for(version.pk, "counter"), *limits_for(version.pk, "online")]
    return {(limit.value or -1, limit.unit) for limit in limits} - {(-1, "")}


def working_days_back(today: date, count: int) -> list[date]:
    """Today (or the working day before it) and the working days before, the latest first."""
    calendar, day = load_calendar(), today
    found: list[date] = []
    while len(found) < count:
        if calendar.is_working_day(day):
            found.append(day)
        day -= timedelta(days=1)
    return found


def morning(day: date, number: int) -> datetime:
    """Between eight and nine on that day, but never later than now."""
    moment = datetime.combine(day, time(8, (number * 7) % 60), tzinfo=clock.LOCAL)
    return min(moment, clock.local(clock.now()) - timedelta(hours=5))
