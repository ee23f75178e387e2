"""What somebody holds today, shown before a post ends or an account is locked: tasks, cases they answer for."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from motcua.base.access.roles import ROLES
from motcua.casework.services.hand_on import successors_of
from motcua.casework.services.leaving import Choice, WorkHeld, check_chosen
from motcua.casework.timed import timed_tasks
from motcua.domain.cases import states
from motcua.domain.cases.models import Case
from motcua.domain.directory import queries
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import SubRequest, Task
from motcua.faces.console.previews import Preview
from motcua.kernel import clock
from motcua.kernel.text import number
from motcua.kernel.words import Words

OPEN = sorted(states.OPEN)
HOLDS = Words(
    "{name} đang giữ {n} hồ sơ, {late} hồ sơ đã quá hạn của bước.",
    "{name} holds {n} cases, {late} past the step's moment.",
)
THREAD = Words(
    "{n} hồ sơ đang mở ghi người này là cán bộ đầu mối, cho đến khi bạn bàn giao việc cho người khác.",
    "Is named as thread officer of {n} open cases, until you hand the work on to somebody else.",
)
ASKED = Words(
    "{n} yêu cầu phối hợp của cơ quan khác đang chờ người này trả lời; {awaited} trả lời người này đang chờ.",
    "{n} requests of other agencies wait for their answer; {awaited} answers are awaited by them.",
)
STAYS = Words(
    "Việc đang giữ chuyển cho người bạn chọn, hoặc về đơn vị: ngay hôm nay, hoặc sau ngày làm việc cuối cùng.",
    "What is held goes to who you choose, or back to the unit: at once, or after the last day.",
)
OTHERS = Words(
    "{agency}: còn {n} người khác nhận được bước “{role}”.", "{agency}: {n} others may take the step “{role}”."
)
NOBODY = Words(
    "{agency}: không còn ai khác nhận được bước “{role}”, {n} hồ sơ sẽ đứng lại. Bạn giao vai trò đó trước.",
    "{agency}: nobody else may take the step “{role}”; {n} cases will stand still. Give the role to somebody first.",
)
GIVEN = Words("Thêm vai trò “{role}”.", "The role “{role}” is given.")
TAKEN = Words("Bỏ vai trò “{role}”.", "The role “{role}” is taken away.")
SAME = Words("Vai trò không thay đổi.", "The roles stay as they are.")
SESSIONS = Words("Các phiên đang mở của người này đóng lại ngay.", "This person's open sessions end at once.")
CAPTION = Words("Hồ sơ đang giữ", "Cases held")
HEAD = (Words("Cơ quan", "Agency"), Words("Bước", "Step"), Words("Đang giữ", "Held"))


def of_ending(positions: Collection[Position], name: str, since: date, *first: tuple[str, Words]) -> Preview:
    """What these posts hold, and who is left for it once they are gone after `since`."""
    keys = [position.pk for position in positions]
    held = Task.objects.filter(assignee__in=keys, closed_at=None)
    late = Q(due_at__lt=clock.now()) & timed_tasks()
    counted = held.aggregate(n=Count("id"), late=Count("id", filter=late))
    threads = Case.objects.filter(thread_officer__in=keys, state__in=OPEN).count()
    lines = [
        *first,
        (
            "near" if counted["n"] else "ontime",
            HOLDS.fill(name=name, n=number(counted["n"]), late=number(counted["late"])),
        ),
        ("info", THREAD.fill(n=number(threads))),
    ]
    asked, awaited = requests_of(keys)
    if asked or awaited:
        lines.append(("near" if asked else "info", ASKED.fill(n=number(asked), awaited=number(awaited))))
    if counted["n"] or asked:
        lines.append(("info", STAYS))
    lines += _left(positions, since)
    rows = held.values_list("agency__name", "role").annotate(n=Count("id")).order_by("-n", "agency__name", "role")
    return Preview(lines, CAPTION, HEAD, [(agency, _role(role), n) for agency, role, n in rows])


def requests_of(positions: Collection[UUID]) -> tuple[int, int]:
    """How many requests of other agencies these have in hand, and how many answers they await. One statement."""
    open_now = SubRequest.objects.filter(closed_at=None).annotate(waits=Coalesce("awaited_by", "asked_by"))
    found = open_now.aggregate(
        asked=Count("pk", filter=Q(taken_by__in=positions)), awaited=Count("pk", filter=Q(waits__in=positions))
    )
    return found["asked"], found["awaited"]


MUST_CHOOSE = Words(
    "Chọn người nhận việc và hồ sơ đầu mối trước khi lưu.", "Choose who gets tasks and cases before you save."
)


def chosen(preview: Preview, positions: Mapping[Position, Choice]) -> Preview:
    """The preview, which may be saved once it is known where each post's work goes. Invalid for a bad choice."""
    for position, choice in positions.items():
        try:
            check_chosen(position, choice)
        except WorkHeld:
            preview.lines.insert(0, ("late", MUST_CHOOSE))
            preview.may_save = False
            break
    return preview


def followers(position: Position) -> list[tuple[str, str]]:
    """Who may follow, to choose from; those of another agency with its name."""
    own = position.agency_id
    return [
        (
            str(one.pk),
            f"{one.person.full_name}, {one.title}" + ("" if one.agency_id == own else f", {one.agency.label}"),
        )
        for one in successors_of(position)
    ]


def _left(positions: Collection[Position], since: date) -> list[tuple[str, Words]]:
    """For each role at each agency: how many others hold it; a warning where cases wait and nobody is left."""
    lines: list[tuple[str, Words]] = []
    gone = {position.person_id for position in positions}
    for position in positions:
        present = queries.positions_at(position.agency_id, max(since, clock.today())).exclude(person__in=gone)
        for role in position.roles:
            waiting = Task.objects.filter(agency=position.agency_id, role=role, closed_at=None).count()
            others = present.filter(roles__contains=[role]).values("person_id").distinct().count()
            known = {"agency": position.agency.label, "role": _role(role)}
            if others:
                lines.append(("info", OTHERS.fill(n=number(others), **known)))
            elif waiting:
                lines.append(("late", NOBODY.fill(n=number(waiting), **known)))
    return lines


def of_roles(position: Position, name: str, wanted: Collection[str]) -> Preview:
    """What is taken away and given, and who is left for what is taken away."""
    lost, won = [role for role in position.roles if role not in wanted], sorted(set(wanted) - set(position.roles))
    lines: list[tuple[str, Words]] = []
    for roles, words in ((won, GIVEN), (lost, TAKEN)):
        lines += [("info", words.fill(role=_role(role))) for role in roles]
    if not lines:
        return Preview([("info", SAME)])
    if not lost:
        return Preview([*lines, ("info", SESSIONS)])
    less = Position(pk=position.pk, person_id=position.person_id, agency=position.agency, roles=lost)
    return of_ending([less], name, clock.today(), *lines, ("info", SESSIONS))


def _role(name: str) -> Words:
    return ROLES[name].title if name in ROLES else Words(name, name)
