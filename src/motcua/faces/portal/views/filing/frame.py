"""What the pages of a draft share: the draft itself, the stops of the way, and who may come."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.casework.queries.page import find_case
from motcua.casework.services.bundles import bundle_of
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_filer
from motcua.domain.cases.states import State
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words

OF = 4
WHERE, WHO, PAPERS, REVIEW = (
    (1, Words("Nơi nộp", "Where")),
    (2, Words("Người nộp", "Applicant")),
    (3, Words("Giấy tờ", "Papers")),
    (4, Words("Kiểm tra và gửi", "Check and send")),
)


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in citizen; the route has made sure that there is one."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def draft_of(request: HttpRequest, case_id: UUID) -> Case:
    """The citizen's own draft. CaseNotFound for strangers; AlreadySent when it is a draft no more."""
    actor = actor_of(request)
    case = find_case(actor, case_id)
    check_filer(actor, case)
    if case.legal_state is not State.DRAFT:
        raise AlreadySent(case)
    return case


class AlreadySent(Exception):
    """The draft was sent before: back, reload and double clicks lead to the confirmation."""

    def __init__(self, case: Case) -> None:
        super().__init__(case.pk)
        self.case = case


def draft_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views of `(request, case, …)`: find the draft first; what was sent already shows its confirmation.

    A draft of several linked ones is filled in with them.
    """

    @wraps(view)
    def with_draft(request: HttpRequest, case_id: UUID, *args: object, **kwargs: object) -> HttpResponse:
        try:
            case = draft_of(request, case_id)
        except AlreadySent as sent:
            return redirect("portal:filing-sent", case_id=sent.case.pk)
        linked = bundle_of(case)
        if linked is not None:
            return redirect("portal:bundle", bundle_id=linked)
        return view(request, case, *args, **kwargs)

    return with_draft


def where(stop: tuple[int, Words]) -> dict[str, object]:
    """Arguments of the "where am I" line."""
    return {"step": stop[0], "of": OF, "name": stop[1]}


@dataclass(frozen=True, slots=True)
class Way:
    """What is filed, one procedure or several at once, and the addresses of its pages."""

    names: Sequence[str]
    applicant: str
    papers: str
    review: str


def way(names: Sequence[str], prefix: str, **place: UUID) -> Way:
    pages = (reverse(f"{prefix}-{page}", kwargs=place) for page in ("applicant", "papers", "review"))
    return Way(names, *pages)


def way_of(case: Case) -> Way:
    return way([case.procedure_version.name], "portal:filing", case_id=case.pk)


def reviewed(request: HttpRequest, context: dict[str, object], fault: Fault | None) -> HttpResponse:
    """The answers once more, with what kept them from being sent; a temporary fault says when to try again."""
    response = render(request, "portal/filing/review.html", context, status=fault.status if fault else 200)
    if fault is not None and "seconds" in fault.facts:
        response.headers["Retry-After"] = str(fault.facts["seconds"])
    return response


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def back_to(name: str, case: Case) -> str:
    return reverse(f"portal:{name}", kwargs={"case_id": case.pk})


def lacking(papers: Iterable[tuple[str, bool, Sequence[object]]]) -> list[str]:
    """The required papers without a file, by name."""
    return [name for name, required, files in papers if required and not files]
