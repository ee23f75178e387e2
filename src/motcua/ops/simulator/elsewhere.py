"""Deeds that reach beyond one desk: other agencies asked, a case taken back, another day offered, work handed on."""

from collections.abc import Callable
from datetime import date

from motcua.base.calendars.queries import current_calendar
from motcua.casework.services.answer_agency import answer_request, refuse_request, take_request
from motcua.casework.services.apologise import apologise as offer_another_day
from motcua.casework.services.ask_agency import AskedAgency, ask_agencies
from motcua.casework.services.chase_agency import recall_request, remind_agency
from motcua.casework.services.recall import recall_case
from motcua.domain.cases.models import Case
from motcua.domain.directory.queries.agencies import agencies_on
from motcua.domain.routing.models import SubRequest
from motcua.kernel import clock
from motcua.ops.simulator import texts
from motcua.ops.simulator.doer import Doer
from motcua.ops.simulator.planning import Deed

TIME_TO_ANSWER = 2 * 480
"""Two working days, in minutes."""


def recall(doer: Doer, deed: Deed) -> None:
    recall_case(actor=doer.official(deed), case_id=doer.case_id(deed), expected=None)


def consult(doer: Doer, deed: Deed) -> None:
    kind = str(deed.facts[0])
    asked = agencies_on(clock.today()).get(identifier=doer.place.neighbour)
    ask_agencies(
        actor=doer.official(deed), case_id=doer.case_id(deed), expected=None, kind=kind, text=texts.CONSULTED[kind],
        agencies=[AskedAgency(asked.pk, TIME_TO_ANSWER)],
    )  # fmt: skip


def request_of(doer: Doer, deed: Deed) -> SubRequest:
    """The one asked last."""
    return SubRequest.objects.filter(case=doer.case_id(deed)).latest("number")


def remind(doer: Doer, deed: Deed) -> None:
    remind_agency(actor=doer.official(deed), request_id=request_of(doer, deed).pk)


def advise(doer: Doer, deed: Deed) -> None:
    """Who answers takes it on first."""
    text, official = texts.ADVISED[doer.picked(len(texts.ADVISED))], doer.official(deed)
    taken = take_request(actor=official, request_id=request_of(doer, deed).pk)
    answer_request(actor=official, request_id=taken.pk, text=text)


def decline(doer: Doer, deed: Deed) -> None:
    refuse_request(actor=doer.official(deed), request_id=request_of(doer, deed).pk, reason=texts.DECLINED)


def give_up(doer: Doer, deed: Deed) -> None:
    recall_request(actor=doer.official(deed), request_id=request_of(doer, deed).pk)


def apologise(doer: Doer, deed: Deed) -> None:
    """So many working days behind the day that was promised."""
    case = Case.objects.get(pk=doer.case_id(deed))
    offer_another_day(
        actor=doer.official(deed), case_id=case.pk, expected=None, new_day=later(case, int(str(deed.facts[0]))),
        reason=texts.APOLOGY,
    )  # fmt: skip


def later(case: Case, working_days: int) -> date | None:
    if case.due_at is None:
        return None
    calendar, day = current_calendar(), max(clock.local(case.due_at).date(), clock.today())
    for _ in range(working_days):
        day = calendar.next_working_day(day)
    return day


VERBS: dict[str, Callable[[Doer, Deed], None]] = {
    act.__name__: act for act in (recall, consult, remind, advise, decline, give_up, apologise)
}
