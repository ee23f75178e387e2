"""Which of our agencies, offices and procedures a line means; also agencies that have ended since."""

from dataclasses import dataclass
from datetime import date

from motcua.casework.legacy.reading import Line
from motcua.domain.cases.states import ENDED, State
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.directory import validity
from motcua.domain.directory.models import Agency, Office
from motcua.domain.directory.queries.succession import agency_or_heir
from motcua.kernel import clock


@dataclass(frozen=True)
class Placed:
    version: ProcedureVersion
    receiving: Agency
    deciding: Agency
    office: Office


def placed(line: Line) -> Placed | None:
    """None after a remark says what is not known here."""
    day = clock.local(line.moments["submitted_at"]).date()
    version = version_of(line.procedure, day)
    if version is None:
        line.wrong("Không có thủ tục mã {code}.", "There is no procedure {code}.", code=line.procedure)
    over = State(line.state) in ENDED
    receiving, deciding = (agency_of(line, name, over) for name in (line.agency, line.deciding))
    office = office_of(receiving) if receiving else None
    if receiving and office is None:
        line.wrong("{name} không có điểm tiếp nhận nào.", "{name} has no office.", name=receiving.identifier)
    if version is None or receiving is None or deciding is None or office is None:
        return None
    return Placed(version, receiving, deciding, office)


def agency_of(line: Line, identifier: str, over: bool) -> Agency | None:
    """What is over stays with the body of its day; what is open belongs to the one that took over."""
    day = clock.local(line.moments["submitted_at"]).date()
    rows = list(Agency.objects.filter(identifier=identifier).order_by("valid"))
    if not rows:
        line.wrong("Không có cơ quan mã {name}.", "There is no agency {name}.", name=identifier)
        return None
    of_day = next((row for row in rows if validity.holds(row.valid, day)), rows[-1])
    if over:
        return of_day
    heir = agency_or_heir(identifier, clock.today())
    if heir is None:
        line.wrong(
            "{name} đã kết thúc và có nhiều cơ quan kế thừa: nêu rõ trong bảng đối chiếu.",
            "{name} has ended and several took over: name one in the table of agencies.",
            name=identifier,
        )
    elif heir.identifier != identifier:
        line.note("{name} đã kết thúc, hồ sơ thuộc {heir}.", "{name} has ended; the case belongs to {heir}.",
                  name=identifier, heir=heir.identifier)  # fmt: skip
    return heir


def office_of(agency: Agency) -> Office | None:
    """The one open today, else the latest that received for the agency."""
    found = list(Office.objects.filter(services__agency=agency).order_by("identifier"))
    today = clock.today()
    return next((one for one in found if validity.holds(one.valid, today)), found[-1] if found else None)


def version_of(code: str, day: date) -> ProcedureVersion | None:
    """The version of that day, else the latest one published."""
    found = ProcedureVersion.objects.filter(procedure__code=code).exclude(effective=None).select_related("procedure")
    of_day = found.filter(effective__contains=day).order_by("-number").first()
    return of_day or found.order_by("-number").first()
