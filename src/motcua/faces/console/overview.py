"""What the administrator's first page tells: what is set up, what is missing, what was changed last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from motcua.base import years
from motcua.base.calendars.queries import current_calendar
from motcua.base.daysoff.queries import decided_days
from motcua.base.ledger import sentence
from motcua.base.ledger.models import Entry
from motcua.base.ledger.seals import deposits, sealing
from motcua.base.outages import alarms
from motcua.base.outages.queries import overdue
from motcua.casework.fields_overview import field_lines
from motcua.casework.looking.queries import waiting_for
from motcua.domain.directory import queries
from motcua.domain.directory.models import Agency, Office, Position
from motcua.kernel import clock, stamps
from motcua.kernel.actor import Actor
from motcua.kernel.home import Home
from motcua.kernel.text import number, short_date
from motcua.kernel.words import Words

LAST = 12
DEPOSITS = {"folder": Words("thư mục", "folder"), "mail": Words("thư điện tử", "e-mail")}
SUBJECTS = ("agency", "office", "account", "calendar", "process", "text", "field", "procedure", "reason", "outage")


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to mend, with the page where it is mended; without one where it is mended at the machine."""

    words: Words
    url: str = ""
    grave: bool = False


def figures(actor: Actor) -> list[dict[str, object]]:
    """What there is, counted, each leading to its page."""
    paths, today = actor.paths("directory.manage"), clock.today()
    agencies = queries.agencies_on(today).filter(queries.within(paths)).count()
    offices = queries.offices_below(paths, today).count()
    staff = queries.people_below(paths, today).values("person_id").distinct().count()
    days = sum(1 for one in decided_days() if one.withdrawn_at is None and one.day >= today)
    rows = (
        (Words("Cơ quan", "Agencies"), agencies, "building", "console:agencies"),
        (Words("Điểm tiếp nhận", "Offices"), offices, "pin", "console:agencies"),
        (Words("Cán bộ đang giữ vị trí", "Officials in post"), staff, "people", "console:officials"),
        (Words("Ngày thành phố quyết định, sắp tới", "Decided days ahead"), days, "calendar", "console:calendar"),
    )
    return [
        {"label": str(words), "value": str(number(count)), "icon": icon, "url": reverse(name)}
        for words, count, icon, name in rows
    ]


def missing(actor: Actor) -> list[Missing]:
    whole = [*_alarms(), *_seals(), *_deposits(), *_drills(), *_years(), *_lessons(), *_looking(actor)]
    return [*whole, *_agencies(actor), *_fields(), *_calendar()]


def _alarms() -> Iterator[Missing]:
    """What fails in silence. No statement."""
    for one in alarms.standing():
        yield Missing(one.words, grave=True)


def _seals() -> Iterator[Missing]:
    told = sealing.age()
    if told.late and told.last_at:
        words = Words(
            "Sổ sự kiện chưa được niêm phong từ {hours} giờ nay: nhờ người vận hành xem tiến trình worker",
            "The ledger was last sealed {hours} hours ago: ask who runs the system to look at the worker",
        )
        yield Missing(words.fill(hours=number(told.hours)), grave=True)
    elif told.late:
        words = Words(
            "Sổ sự kiện chưa được niêm phong lần nào: nhờ người vận hành xem tiến trình worker",
            "The ledger was never sealed: ask who runs the system to look at the worker",
        )
        yield Missing(words, grave=True)


def _deposits() -> Iterator[Missing]:
    """Only where a place is set up. No statement."""
    for one in deposits.late():
        words = Words(
            "Niêm phong của sổ chưa được gửi ra nơi khác từ {hours} giờ nay ({place}): quá 24 giờ thì không ra được"
            " quyết định mới. Nhờ người vận hành xem",
            "The ledger's seals were last deposited elsewhere {hours} hours ago ({place}): after 24 hours no new"
            " decision can be made. Ask who runs the system to look",
        )
        yield Missing(words.fill(hours=number(one.hours), place=DEPOSITS[one.place]), grave=True)


def _drills() -> Iterator[Missing]:
    """Only where there are backups. No statement."""
    home = Home.current()
    last = stamps.told(home, stamps.DRILL)
    if home.made_up or stamps.told(home, stamps.BACKUP) is None:
        return
    if last is None:
        words = Words(
            "Bản sao lưu chưa được khôi phục thử lần nào: nhờ người vận hành chạy diễn tập (motcua drill)",
            "No backup was ever brought back on trial: ask who runs the system for a drill (motcua drill)",
        )
        yield Missing(words, grave=True)
    elif last < clock.now() - timedelta(days=stamps.DRILL_DAYS):
        words = Words(
            "Lần khôi phục thử bản sao lưu gần nhất đã {days} ngày: nhờ người vận hành chạy diễn tập (motcua drill)",
            "A backup was last brought back on trial {days} days ago: ask who runs the system for a drill"
            " (motcua drill)",
        )
        yield Missing(words.fill(days=number((clock.now() - last).days)), grave=True)


def _years() -> Iterator[Missing]:
    """Tables kept by year: is next year's part there, and does every row lie in one? One statement."""
    told = years.standing()
    if told.short:
        words = Words(
            "Chưa có phần lưu cho năm {year} của sổ sự kiện và tin nhắn: nhờ người vận hành xem tiến trình worker",
            "The ledger and messages have no part for the year {year} yet: ask who runs the system to look at the"
            " worker",
        )
        yield Missing(words.fill(year=told.until + 1), grave=True)
    for one in filter(lambda one: one.table in told.astray, years.SPLIT):
        words = Words(
            "Có dòng không thuộc năm nào đang lưu ({what}): nhờ người vận hành xem",
            "There are rows that belong to no year that is kept ({what}): ask who runs the system to look",
        )
        yield Missing(words.fill(what=one.words), grave=True)


def _lessons() -> Iterator[Missing]:
    """Post-mortems that should have been there. One statement, three where there are any."""
    for one in overdue():
        words = Words(
            "Bản rút kinh nghiệm về “{title}” đã quá hạn ({day})", "The post-mortem on “{title}” is overdue ({day})"
        )
        assert one.lesson_due
        told = words.fill(title=one.title, day=short_date(one.lesson_due))
        yield Missing(told, reverse("console:outage", args=[one.id]), grave=True)


def _looking(actor: Actor) -> Iterator[Missing]:
    """Officials who looked at unusually many cases, for whom nobody gave a reason yet. One statement."""
    count = waiting_for(actor).count()
    if count:
        words = Words(
            "{n} lần cán bộ xem nhiều hồ sơ ngoài việc của mình chưa có lý do ghi lại",
            "{n} times an official looked at many cases outside of their own work, without a reason noted",
        )
        yield Missing(words.fill(n=number(count)), reverse("console:looking"), grave=True)


def _agencies(actor: Actor) -> Iterator[Missing]:
    paths, today = actor.paths("directory.manage"), clock.today()
    mine = queries.agencies_on(today).filter(queries.within(paths)).exclude(kind="unit")
    staffed = set(Position.objects.filter(valid__contains=today).values_list("agency_id", flat=True))
    served = set(Office.objects.filter(valid__contains=today).values_list("services__agency_id", flat=True))
    rows = list(mine.values_list("pk", "synthetic"))
    for count, words, grave in (
        (
            sum(key not in staffed for key, _ in rows),
            Words("{n} cơ quan chưa có cán bộ nào", "{n} agencies without any official"),
            True,
        ),
        (
            sum(key not in served for key, _ in rows),
            Words("{n} cơ quan chưa có điểm tiếp nhận nào nhận hồ sơ", "{n} agencies that no office receives for"),
            True,
        ),
        (
            sum(synthetic for _, synthetic in rows),
            Words("{n} cơ quan còn mang mã tạm", "{n} agencies with a synthetic identifier"),
            False,
        ),
    ):
        if count:
            yield Missing(words.fill(n=number(count)), reverse("console:agencies"), grave)


def _fields() -> Iterator[Missing]:
    count = sum(line.undecided for line in field_lines())
    if count:
        words = Words("{n} lĩnh vực chưa có cơ quan giải quyết ở cấp thành phố", "{n} fields given to no department")
        yield Missing(words.fill(n=number(count)), f"{reverse('console:categories')}?thieu=1")


def _calendar() -> Iterator[Missing]:
    year = clock.today().year + 1
    if current_calendar().last_year < year:
        words = Words("Chưa có ngày nghỉ lễ năm {year}", "No holidays for {year} yet").fill(year=year)
        yield Missing(words, f"{reverse('console:calendar')}?nam={year}")


def last_changes(actor: Actor) -> list[dict[str, object]]:
    """What administrators did last, in what the actor manages: city-wide settings, and their own agencies."""
    found = Entry.objects.filter(subject_kind__in=SUBJECTS, actor_kind="official").order_by("-id")[: LAST * 5]
    mine = {str(key) for key in _own(actor)}
    shown = [one for one in found if one.subject_kind not in ("agency", "office") or one.subject_id in mine]
    return [{"at": one.at, "words": sentence(one), "who": one.actor_name} for one in shown[:LAST]]


def _own(actor: Actor) -> Iterator[object]:
    paths = actor.paths("directory.manage")
    yield from Agency.objects.filter(queries.within(paths)).values_list("pk", flat=True)
    yield from Office.objects.filter(queries.within(paths, "agency__path")).values_list("pk", flat=True)
