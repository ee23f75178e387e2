"""What a change of the directory would do, found by doing it and taking it back: shown before it is saved."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from motcua.base.access.roles import ROLES
from motcua.base.calendars.hours import OfficeHours
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import State
from motcua.domain.catalogue.queries.receiving import receivable_versions
from motcua.domain.directory import queries
from motcua.domain.directory.models import Agency, Competence, Office, Position
from motcua.domain.directory.queries.agencies import agency_resolving
from motcua.domain.routing.models import Task
from motcua.faces.console.forms.offices import spans_text
from motcua.faces.console.previews import Preview
from motcua.faces.console.touched import OPEN
from motcua.kernel.text import WEEKDAYS, fold, short_date
from motcua.kernel.words import Words

CLOSED = Words("nghỉ", "closed")
HOURS_HEAD = (Words("Ngày", "Day"), Words("Hiện nay", "Now"), Words("Từ {day}", "From {day}"))
KEPT = Words(
    "{n} hồ sơ đang mở nhận ở đây giữ nguyên ngày giờ đã hẹn.",
    "{n} open cases received here keep the day and hour promised.",
)
SAME = Words("Không có gì thay đổi.", "Nothing changes.")
ADDED, TAKEN = Words("thêm", "added"), Words("thôi", "no more")
SERVED_HEAD = (Words("Cơ quan", "Agency"), Words("Thay đổi", "Change"), Words("Hồ sơ đang mở ở đây", "Open cases here"))
STILL_HERE = Words(
    "Hồ sơ đã nhận cho cơ quan thôi phục vụ vẫn được trả kết quả ở đây.",
    "Cases already received for an agency no longer served are still handed back here.",
)
NOT_CHOSEN = Words(
    "Từ {day} không ai chọn nộp được ở đây nữa.", "From {day} on nobody can choose to file here any more."
)
OPEN_HERE = Words(
    "{n} hồ sơ đang mở nhận ở đây vẫn đi tiếp; kết quả trả ở điểm khác, bạn cần báo cho người nộp.",
    "{n} open cases received here go on; results are handed back elsewhere, their applicants need to be told.",
)
DRAFTS = Words("{n} bản nháp chọn nơi này phải chọn nơi khác.", "{n} drafts made for this office need another.")
POSTS_HERE = Words("{n} vị trí còn gắn với điểm này.", "{n} posts are still attached to it.")
ENDS = Words(
    "Kết thúc cùng ngày {day}: {posts} vị trí, {offices} điểm tiếp nhận, {fields} phần thẩm quyền.",
    "Ending with it on {day}: {posts} posts, {offices} offices, {fields} competences.",
)
FOLLOWED = Words("Mã và địa chỉ cũ dẫn tới: {names}.", "Old codes and addresses lead to: {names}.")
NOT_FOLLOWED = Words("Không có cơ quan kế thừa.", "Nobody takes over.")
COMPETENCE_HEAD = (
    Words("Thủ tục", "Procedure"),
    Words("Hiện do", "Decided now by"),
    Words("Từ {day}", "From {day}"),
)
GOES_OVER = Words("{n} thủ tục chuyển cơ quan giải quyết.", "{n} procedures change hands.")
NONE_GOES = Words(
    "Không có thủ tục nào đang áp dụng thuộc bộ, lĩnh vực này đổi cơ quan giải quyết.",
    "No procedure in force of this ministry and field changes hands.",
)
STAYS = Words("{n} hồ sơ đang mở ở lại với nơi đang giải quyết.", "{n} open cases stay in place.")
NEXT_CODE = Words(
    "Mã hồ sơ cấp từ nay bắt đầu bằng {new}, trước là {old}.",
    "Case codes given from now on begin with {new}, {old} before.",
)
OLD_CODES = Words("{n} hồ sơ đang mở giữ mã đã cấp.", "{n} open cases keep their code.")
POST_GIVES = Words("Được làm việc của {role} tại {agency}.", "May do the work of {role} at {agency}.")
POST_SEES = Words("Thấy {n} hồ sơ đang mở của nơi này.", "Sees the {n} open cases of this body.")
POST_WAITS = Words("{n} việc đang chờ người nhận.", "{n} tasks wait for somebody.")


def of_hours(office: Office, wanted: OfficeHours, from_day: date) -> Preview:
    """Day by day what changes; promises already given stay unchanged."""
    week = queries.office_hours(office.pk, from_day).week
    rows = [
        (str(day), spans_text(now) or str(CLOSED), spans_text(later) or str(CLOSED))
        for day, now, later in zip(WEEKDAYS, week, wanted.week, strict=True)
        if now != later
    ]
    if not rows:
        return Preview([("info", SAME)])
    head = tuple(words.fill(day=short_date(from_day)) for words in HOURS_HEAD)
    return Preview([("info", KEPT.fill(n=open_at(office)))], head=head, rows=rows)


def open_at(office: Office) -> int:
    return Case.objects.filter(office=office, state__in=OPEN).count()


def of_serving(office: Office, wanted: Collection[str]) -> Preview:
    """Whom it receives for besides, and no more."""
    served = {str(service.agency_id): service.agency for service in office.services.select_related("agency")}
    changed = set(wanted) ^ served.keys()
    agencies = sorted(Agency.objects.filter(pk__in=changed), key=lambda one: one.path)
    rows = [
        (
            one.label,
            str(TAKEN if str(one.pk) in served else ADDED),
            Case.objects.filter(office=office, resolving_agency=one, state__in=OPEN).count(),
        )
        for one in agencies
    ]
    if not rows:
        return Preview([("info", SAME)])
    fewer = any(str(one.pk) in served for one in agencies)
    return Preview([("near", STILL_HERE)] if fewer else [], head=SERVED_HEAD, rows=rows)


def of_closing_office(office: Office, last_day: date) -> Preview:
    posts = Position.objects.filter(office=office, valid__contains=last_day).count()
    drafts = Case.objects.filter(office=office, state=State.DRAFT).count()
    counted = ((open_at(office), "late", OPEN_HERE), (drafts, "near", DRAFTS), (posts, "near", POSTS_HERE))
    lines = [("info", NOT_CHOSEN.fill(day=short_date(last_day)))]
    return Preview([*lines, *((tone, words.fill(n=count)) for count, tone, words in counted if count)])


def of_closing_agency(agency: Agency, last_day: date, successors: Sequence[str]) -> Preview:
    posts = queries.positions_at(agency.pk, last_day).count()
    offices = queries.offices_of(agency.pk, last_day).count()
    fields = Competence.objects.filter(agency=agency, valid__contains=last_day).count()
    ends = ENDS.fill(day=short_date(last_day), posts=posts, offices=offices, fields=fields)
    names = ", ".join(one.label for one in Agency.objects.filter(pk__in=successors).order_by("path"))
    followed = ("info", FOLLOWED.fill(names=names)) if names else ("near", NOT_FOLLOWED)
    return Preview([("near", ends), followed])


Deciding = Mapping[str, tuple[str, str]]


def deciding(ministry: str, field: str, day: date) -> Deciding:
    """By code: the name of each city-level procedure of a ministry (and field), and who decides it on a day."""
    among = [one for one in receivable_versions(level="city", on=day) if fold(one.issuing_agency) == fold(ministry)]
    if field.strip():
        among = [one for one in among if fold(one.field.name) == fold(field)]
    found = {}
    for one in among:
        who = agency_resolving(level="city", day=day, ministry=one.issuing_agency, field=one.field.name)
        found[one.procedure.code] = (one.name, who.label if who else "–")
    return found


def of_competence(before: Deciding, after: Deciding, from_day: date) -> Preview:
    """Which procedures go from whom to whom."""
    rows = [
        (f"{code} {name}", before[code][1], who)
        for code, (name, who) in after.items()
        if code in before and before[code][1] != who
    ]
    if not rows:
        return Preview([("near", NONE_GOES)])
    codes = [row[0].partition(" ")[0] for row in rows]
    running = Case.objects.filter(procedure_version__procedure__code__in=codes, state__in=OPEN).count()
    lines = [("near", GOES_OVER.fill(n=len(rows))), ("info", STAYS.fill(n=running))]
    return Preview(lines, head=tuple(words.fill(day=short_date(from_day)) for words in COMPETENCE_HEAD), rows=rows)


def of_identifier(agency: Agency, former: str) -> Preview:
    """`agency` as it would be."""
    running = Case.objects.filter(receiving_agency=agency, state__in=OPEN).exclude(code=None).count()
    lines = [("near", NEXT_CODE.fill(new=agency.identifier, old=former)), ("info", OLD_CODES.fill(n=running))]
    return Preview(lines if agency.identifier != former else [("info", SAME)])


def of_post(agency: Agency, roles: Collection[str]) -> Preview:
    """What the roles allow there, and what waits for them."""
    lines: list[tuple[str, Words]] = [
        ("info", POST_GIVES.fill(role=ROLES[name].title, agency=agency.label)) for name in roles if name in ROLES
    ]
    seen = Case.objects.filter(resolving_path__startswith=agency.path, state__in=OPEN).count()
    waiting = Task.objects.filter(agency=agency, role__in=roles, assignee=None, closed_at=None).count()
    return Preview([*lines, ("info", POST_SEES.fill(n=seen)), ("info", POST_WAITS.fill(n=waiting))])
