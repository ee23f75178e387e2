"""Whoever works on a case enters a check on the spot: when, where, who took part, what was found."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.base.documents.services import issue_document, take_number
from motcua.casework import papers, steps
from motcua.casework.concrete import still_open
from motcua.casework.frame import lock_case, record, touch
from motcua.domain.cases.models import Case, SiteCheck
from motcua.domain.cases.states import FACTS, MoveRefused, State
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.words import Words

BOOK = "BBKT"
ACT = Words("Ghi biên bản kiểm tra thực tế", "Enter a check on the spot")
WHEN_NEEDED = Words("Bạn ghi ngày, giờ kiểm tra.", "Please enter when it was checked.")
AHEAD = Words("Chỉ ghi việc kiểm tra đã diễn ra.", "Only a check that has taken place is entered.")
BEFORE = Words("Việc kiểm tra diễn ra sau khi hồ sơ được nộp.", "The check comes after the case was filed.")
PLACE_NEEDED = Words("Bạn ghi nơi kiểm tra.", "Please enter the place.")
PEOPLE_NEEDED = Words("Bạn ghi những người tham gia, mỗi người một dòng.", "Please enter who took part, one a line.")
CONTENT_NEEDED = Words("Bạn ghi nội dung và kết quả kiểm tra.", "Please enter what was checked and found.")
NEEDED = {"place": PLACE_NEEDED, "people": PEOPLE_NEEDED, "content": CONTENT_NEEDED}


@dataclass(frozen=True, slots=True)
class OnTheSpot:
    """As it is typed; `began_at` None where day or hour was left out. `people` one a line."""

    began_at: datetime | None
    place: str
    people: str
    content: str


@transaction.atomic
def check_site(*, actor: Actor, case_id: UUID, expected: int | None, found: OnTheSpot) -> Case:
    """Enter it (Decree 61/2018 Art. 19.3); the record can be printed and stays with the case. Invalid names each gap.

    The step stays where it is and the clock runs on.
    """
    case = lock_case(actor=actor, case_id=case_id, expected=expected)
    task, post, _ = steps.check_my_step(actor, case)
    if case.legal_state not in (State.ACCEPTED, State.PROCESSING):
        raise MoveRefused(move=ACT, state=FACTS[case.legal_state].words)
    began_at, now = check(case, found), touch(case)
    case.save()
    taken = take_number(agency_identifier=task.agency.identifier, book=BOOK, year=clock.local(now).year)
    number, people = f"{taken}/{BOOK}", "\n".join(one.strip() for one in found.people.splitlines() if one.strip())
    slip = papers.site_check(
        case, agency=task.agency, number=number, began_at=began_at, place=found.place.strip(), people=people,
        content=found.content.strip(), actor=actor, title=post.title, at=now,
    )  # fmt: skip
    document = issue_document(
        kind="site_check", number=number, slip=slip, subject_kind="case", subject_id=str(case.pk), actor=actor
    )
    row = SiteCheck.objects.create(
        case=case,
        number=case.site_checks.count() + 1,
        began_at=began_at,
        place=found.place.strip(),
        people=people,
        content=found.content.strip(),
        position_id=post.position_id,
        entered_at=now,
        document=document,
    )
    facts = {"number": row.number, "at": began_at, "slip": number, "step": steps.both(steps.named(case, task))}
    record(case, "case.site_checked", actor, facts, authority=post)
    return case


def check(case: Case, found: OnTheSpot) -> datetime:
    """When it began. Invalid names every wrong field."""
    wrong: dict[str, Words] = {}
    for name, needed in NEEDED.items():
        text: str = getattr(found, name)
        if not text.strip():
            wrong[name] = needed
        elif waiting := still_open(text):
            wrong[name] = waiting
    if found.began_at is None:
        wrong["began_at"] = WHEN_NEEDED
    elif found.began_at > clock.now():
        wrong["began_at"] = AHEAD
    elif case.submitted_at and clock.local(found.began_at).date() < clock.local(case.submitted_at).date():
        wrong["began_at"] = BEFORE
    if wrong:
        raise Invalid(wrong)
    assert found.began_at
    return found.began_at
