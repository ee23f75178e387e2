"""What a change of an agency or an office touches today, counted, shown above its form before anything is saved."""

from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.directory import queries
from motcua.domain.directory.models import Agency, Office, Position
from motcua.faces.console.pages import row
from motcua.kernel import clock
from motcua.kernel.text import number
from motcua.kernel.words import Words

OPEN = sorted(states.OPEN)
OPEN_CASES = Words("Hồ sơ đang mở", "Open cases")
OFFICIALS = Words("Cán bộ đang giữ vị trí", "Officials in post")


def by_agency(agency: Agency) -> list[dict[str, object]]:
    """Open cases it decides, its offices, its officials, bodies below it."""
    today = clock.today()
    return _rows(
        (OPEN_CASES, Case.objects.filter(resolving_agency=agency, state__in=OPEN).count()),
        (Words("Điểm tiếp nhận", "Offices"), queries.offices_of(agency.pk, today).count()),
        (OFFICIALS, queries.positions_at(agency.pk, today).values("person_id").distinct().count()),
        (Words("Đơn vị bên dưới", "Bodies below"), queries.children(agency.pk, today).count()),
    )


def by_office(office: Office) -> list[dict[str, object]]:
    """Open cases received here, officials attached to it, counters in use, agencies it receives for."""
    posts = Position.objects.filter(office=office, valid__contains=clock.today())
    return _rows(
        (OPEN_CASES, Case.objects.filter(office=office, state__in=OPEN).count()),
        (OFFICIALS, posts.values("person_id").distinct().count()),
        (Words("Quầy đang dùng", "Counters in use"), queries.counters_of(office.pk).filter(in_use=True).count()),
        (Words("Tiếp nhận cho", "Receives for"), office.services.count()),
    )


def _rows(*counted: tuple[Words, int]) -> list[dict[str, object]]:
    return [row(words, str(number(count))) for words, count in counted]
