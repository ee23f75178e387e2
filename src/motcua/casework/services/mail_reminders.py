"""Reminders by e-mail: one letter a sweep to each person, naming the cases that were not mailed yet.

Lock: the reminders not mailed yet, SKIP LOCKED; they are marked in the transaction that writes the letters down, so
that two runs at once, or one that is killed, never mail a reminder twice. Codes and moments only: no name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.base.access.roles import Specialist
from motcua.base.messages.recipients import Recipient
from motcua.base.messages.subscriptions import owe
from motcua.base.messages.texts import register_texts
from motcua.base.messages.variables import Variable, register_event, register_variables
from motcua.casework.queries.reminders import SHOWN, asked, holding, words_of
from motcua.domain.directory.models import Position
from motcua.domain.routing.models import Level, MailChoice, MailKind, Reminder
from motcua.domain.routing.models.mail_choice import USUALLY_OFF, kind_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Denied
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

BATCH = 2000
MOST_NAMED = 30
KEY, CHANNEL = "desk.reminders", "email"
PAGE = "/can-bo/nhac-viec/"
TEXTS = Path(__file__).parent.parent / "facts" / "reminders.json"
SAID = Words("{n} hồ sơ của bạn hoặc đơn vị sắp hết hoặc đã hết thời gian.", "{n} cases run out of time with you.")
MORE = Words("… và {n} hồ sơ nữa", "… and {n} more")
LINE = Words("{case} – {what} – hạn {due}", "{case} – {what} – due {due}")
EXAMPLE = Words("H26.12-261123-0007 – Ngày hẹn trả: đã trễ hạn", "H26.12-261123-0007 – The promised day: late")


@transaction.atomic
def mail_reminders() -> int:
    """How many letters were written down. Reminders that hold no more are passed over for good."""
    waiting = Reminder.objects.select_for_update(skip_locked=True, of=("self",)).filter(mailed_at=None)
    keys = list(waiting.order_by("id").values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    standing = (holding(clock.now()), asked())
    rows = [row for still in standing for row in still.filter(pk__in=keys).select_related(*SHOWN)]
    rows.sort(key=lambda row: (row.due_at, -row.created_at.timestamp(), row.pk))
    letters = sum(write(person, told) for person, told in sorted_out(rows).items())
    Reminder.objects.filter(pk__in=keys).update(mailed_at=clock.now())
    return letters


def sorted_out(rows: Iterable[Reminder]) -> Mapping[Position, list[Reminder]]:
    """For each person, by one of their posts, what they are reminded of: each case once, the latest point of it."""
    kept = list(rows)
    posts = posts_for(kept)
    off = choices_of({post.person.staff_account_id for some in posts.values() for post in some})
    first: dict[UUID, Position] = {}
    found: defaultdict[Position, dict[UUID, Reminder]] = defaultdict(dict)
    for row in kept:
        for post in posts[row.pk]:
            if kind_of(row).value not in off[post.person.staff_account_id]:
                found[first.setdefault(post.person_id, post)].setdefault(row.matter_id, row)
    return {post: list(cases.values()) for post, cases in found.items()}


def posts_for(rows: Iterable[Reminder]) -> dict[UUID, list[Position]]:
    """Whoever hears of each: the holder of now, or everybody with the role. One statement."""
    wanted = {row.pk: heard_by(row) for row in rows}
    ids = {one for one in wanted.values() if isinstance(one, UUID)}
    agencies = {one[0] for one in wanted.values() if isinstance(one, tuple)}
    held = Position.objects.filter(Q(pk__in=ids) | Q(agency__in=agencies), valid__contains=clock.today())
    reached = held.filter(person__staff_account__is_active=True).select_related("person__staff_account").order_by("pk")
    posts = list(reached)
    return {
        key: [post for post in posts if post.pk == one or (post.agency_id, True) == in_role(post, one)]
        for key, one in wanted.items()
    }


def in_role(post: Position, wanted: UUID | tuple[UUID, str]) -> tuple[UUID | None, bool]:
    return (wanted[0], wanted[1] in post.roles) if isinstance(wanted, tuple) else (None, False)


def heard_by(row: Reminder) -> UUID | tuple[UUID, str]:
    """A position, or an agency and a role there. A holder's reminder is of whoever holds the step now."""
    if row.level == Level.HOLDER and row.request:
        return row.request.taken_by_id or (row.request.agency_id, row.role or Specialist.name)
    if row.level == Level.HOLDER:
        return row.task.assignee_id or (row.task.agency_id, row.task.role)
    return row.position_id or (row.agency_id, row.role)


def write(post: Position, rows: list[Reminder]) -> bool:
    """One letter, where the person has an address."""
    person, account = post.person, post.person.staff_account
    lines = [LINE.fill(case=row.case, what=words_of(row), due=weekday_time(row.due_at)) for row in rows]
    if len(lines) > MOST_NAMED:
        lines = [*lines[:MOST_NAMED], MORE.fill(n=len(lines) - MOST_NAMED)]
    cases = Words("\n".join(line.vi for line in lines), "\n".join(line.en for line in lines))
    letter = Recipient(
        account_id=account.pk, person_id=person.pk, name=person.full_name, email=account.email or person.email,
        values={"sentence": SAID.fill(n=len(rows)), "cases": cases}, link=PAGE,
    )  # fmt: skip
    first = rows[0]
    mark, happened = f"reminders:{first.pk}", first.created_at
    return owe(mark=mark, happened_at=happened, kind=KEY, channel=CHANNEL, recipient=letter)


def choices_of(accounts: Iterable[UUID | None]) -> dict[UUID | None, tuple[str, ...]]:
    """Which kinds each does not want."""
    asked = set(accounts)
    chosen: dict[UUID | None, list[str]] = dict(MailChoice.objects.filter(pk__in=asked).values_list("pk", "off"))
    return {one: tuple(chosen.get(one, USUALLY_OFF)) for one in asked}


def choose_mail(*, actor: Actor, off: Iterable[str]) -> None:
    """What an official does not want by e-mail; kinds there are not count for nothing."""
    if actor.kind != "official" or actor.account_id is None:
        raise Denied
    known = [kind.value for kind in MailKind if kind.value in set(off)]
    MailChoice.objects.update_or_create(account_id=actor.account_id, defaults={"off": known})


register_texts(TEXTS)
register_event(KEY, SAID.fill(n=3))
register_variables(KEY, Variable("cases", Words("các hồ sơ, mỗi dòng một hồ sơ", "the cases, one a line"), EXAMPLE))
