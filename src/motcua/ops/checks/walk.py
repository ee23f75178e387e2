"""Walking every procedure: filed, accepted, processed, decided, handed over and closed by the act functions."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

from PIL import Image

from motcua.base.access.roles import permissions_of
from motcua.base.documents.models import Document
from motcua.base.documents.services import ensure_rendered
from motcua.base.files.models import StoredFile
from motcua.base.files.services.store import store
from motcua.casework.competence import resolving_agency
from motcua.casework.services.accept import Promise, accept_case
from motcua.casework.services.counter import PaperTick, file_at_counter
from motcua.casework.services.decide import decide_case
from motcua.casework.services.draft import attach_file, save_applicant, start_draft
from motcua.casework.services.finish import close_case, hand_over_result
from motcua.casework.services.forward import forward_case
from motcua.casework.services.submit import submit_case
from motcua.domain.cases.models import Case
from motcua.domain.cases.services.applicants import ApplicantDetails
from motcua.domain.cases.states import State
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.receiving import limits_for
from motcua.domain.directory.models import Agency, Office, Person, Position
from motcua.domain.directory.queries.agencies import commune_agency
from motcua.domain.directory.queries.offices import office_for, offices_of_level
from motcua.domain.directory.services.positions import appoint
from motcua.kernel import clock
from motcua.kernel.actor import SYSTEM, Actor, Post
from motcua.kernel.errors import Fault
from motcua.kernel.text import fold

COMMUNE_CODE = "00004"
APPLICANT = ApplicantDetails(
    full_name="Nguyễn Văn Thành", identity_number="001080999000", phone="0900000100", address="Ba Đình, Hà Nội"
)
ROLES = ("counter_official", "specialist", "leader")
DRAWN_EVERY = 50
PROMISED_AFTER = timedelta(days=20)


@dataclass
class Walked:
    """The table: how many passed, by way of filing and level, and for the others why not."""

    passed: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    by: Counter[str] = field(default_factory=Counter)
    drawn: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "walked": self.passed + len(self.failed),
            "passed": self.passed,
            "failed": len(self.failed),
            "by": dict(sorted(self.by.items())),
            "slips_drawn": self.drawn,
            "reasons": dict(self.reasons.most_common()),
            "failures": self.failed,
        }


class Walker:
    """Officials where they are needed, one citizen, and the way of one case."""

    def __init__(self) -> None:
        self.day = clock.today()
        person = Person.objects.create(full_name=APPLICANT.full_name, name_folded=fold(APPLICANT.full_name))
        self.citizen = Actor(kind="citizen", name=person.full_name, person_id=person.pk)
        self.photo = photo()
        commune = commune_agency(COMMUNE_CODE, self.day)
        assert commune is not None
        self.commune = commune
        self.officials: dict[tuple[UUID, str], Actor] = {}

    def offices(self, version: ProcedureVersion) -> Iterator[Office]:
        """Where the version may be brought: the commune's office for its level, else one that serves the city."""
        own = office_for(self.commune.pk, self.day)
        if own is not None:
            yield own
        if "city" in version.levels:
            yield from offices_of_level("city", self.day)

    def office_of(self, version: ProcedureVersion) -> Office | None:
        return next(
            (
                office
                for office in self.offices(version)
                if resolving_agency(office=office, version=version, on=self.day) is not None
            ),
            None,
        )

    def official(self, agency: Agency, role: str) -> Actor:
        """The one official of that role at that agency, appointed when first needed."""
        if (agency.pk, role) not in self.officials:
            self.officials[agency.pk, role] = appointed(agency, role, self.day)
        return self.officials[agency.pk, role]

    def walk(self, version: ProcedureVersion, *, online: bool) -> Case:
        """One case of the version from filing to the archive. Fault or LookupError where the way is barred."""
        office = self.office_of(version)
        if office is None:
            raise LookupError("no office receives it for an agency that decides it")
        case = self.online(version, office) if online else self.counter(version, office)
        counter = self.official(case.receiving_agency, "counter_official")
        stated = [limit for limit in limits_for(version.pk, case.channel) if limit.value is not None]
        promise = Promise(time_limit_id=stated[0].pk) if stated else self.promise()
        accept_case(actor=counter, case_id=case.pk, expected=None, promise=promise)
        forward_case(actor=counter, case_id=case.pk, expected=None)
        specialist = self.official(case.resolving_agency, "specialist")
        forward_case(actor=specialist, case_id=case.pk, expected=None, note="Đủ điều kiện.")
        leader = self.official(case.resolving_agency, "leader")
        decide_case(actor=leader, case_id=case.pk, expected=None, outcome="granted", text="Giải quyết theo đề nghị.")
        hand_over_result(
            actor=counter, case_id=case.pk, expected=None, receiver=APPLICANT.full_name, identity_shown="Thẻ căn cước"
        )
        return close_case(actor=counter, case_id=case.pk, expected=None)

    def online(self, version: ProcedureVersion, office: Office) -> Case:
        case = start_draft(actor=self.citizen, version_id=version.pk, office_id=office.pk)
        save_applicant(
            actor=self.citizen, case_id=case.pk, expected=None, details=APPLICANT, summary="", result_wanted="counter"
        )
        for paper in case.papers.filter(required=True):
            attach_file(actor=self.citizen, case_id=case.pk, paper_id=paper.pk, stored=self.photo)
        return submit_case(actor=self.citizen, case_id=case.pk)

    def counter(self, version: ProcedureVersion, office: Office) -> Case:
        official = self.official(office.agency, "counter_official")
        return file_at_counter(
            actor=official, version_id=version.pk, office_id=office.pk, applicant=APPLICANT,
            ticks=[PaperTick(position=1, originals=1)],
        )  # fmt: skip

    def promise(self) -> Promise:
        day = clock.today() + PROMISED_AFTER
        return Promise(
            promised_at=datetime.combine(day, time(17), tzinfo=clock.LOCAL), ground="Thủ tục không ghi thời hạn"
        )


def walk_all(versions: list[ProcedureVersion]) -> Walked:
    """Every version once, alternately online and at the counter; a failure is named and the walk goes on."""
    walked, walker = Walked(), Walker()
    for number, version in enumerate(versions):
        online = number % 2 == 0 and version.service_level != "information"
        try:
            case = walker.walk(version, online=online)
        except (Fault, LookupError) as barred:
            walked.failed[version.procedure.code] = str(barred)
            walked.reasons[type(barred).__name__ if isinstance(barred, Fault) else str(barred)] += 1
            continue
        assert case.legal_state is State.CLOSED
        walked.passed += 1
        walked.by[f"{'online' if online else 'counter'}, {case.resolving_agency.kind}"] += 1
        if number % DRAWN_EVERY == 0:
            walked.drawn += draw_papers(case)
    return walked


def draw_papers(case: Case) -> int:
    """Draw every paper of the case; how many."""
    documents = list(Document.objects.filter(subject_kind="case", subject_id=str(case.pk)))
    for document in documents:
        ensure_rendered(document)
    return len(documents)


def appointed(agency: Agency, role: str, day: object) -> Actor:
    """An official with one post, and the actor they become."""
    name = f"Công chức {role} {agency.identifier}"
    person = Person.objects.create(full_name=name, name_folded=fold(name))
    position: Position = appoint(
        actor=SYSTEM, person_id=person.pk, agency_id=agency.pk, title="Công chức", roles=[role],
        valid_from=clock.today(),
    )  # fmt: skip
    post = Post(position.pk, position.title, agency.pk, agency.path, frozenset([role]), permissions_of([role]))
    return Actor(kind="official", name=name, person_id=person.pk, posts=(post,))


def photo() -> StoredFile:
    """A small photograph to attach to every paper."""
    content = io.BytesIO()
    Image.new("RGB", (320, 240), "#E8EEF6").save(content, "JPEG")
    return store(io.BytesIO(content.getvalue()), name="giay-to.jpg")
