"""One case as its owner sees it: until when, where it stands, the one thing to do; and taking it back."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from motcua.base.access.routes import citizen
from motcua.base.documents.models import Document
from motcua.base.ui.forms import Form, said
from motcua.casework.legacy.telling import decided_before
from motcua.casework.lengths import lengths_of
from motcua.casework.looking.told import who_looked
from motcua.casework.put_away import looks_away
from motcua.casework.queries.five_clear import thread_of
from motcua.casework.queries.page import CasePage, case_page
from motcua.casework.queries.public import holder_of, waiting_words
from motcua.casework.services import typed
from motcua.casework.services.bundles import bundle_of
from motcua.casework.services.draft import remove_file
from motcua.casework.services.finish import withdraw_case
from motcua.casework.services.supplement import answer_supplement
from motcua.casework.services.uploads import drop_upload
from motcua.casework.steps import process_of
from motcua.domain.cases.errors import CaseNotFound
from motcua.domain.cases.models import Case
from motcua.domain.cases.states import FACTS, Holder, State, target_of
from motcua.faces.portal import answers, progress
from motcua.faces.portal.keeping import keeping, sheet_of
from motcua.faces.portal.own import continue_url, own_case, version_shown
from motcua.faces.portal.picture import picture_of
from motcua.faces.portal.views.filing.frame import actor_of
from motcua.faces.portal.views.filing.papers import file_row, halves_of
from motcua.kernel.errors import Fault
from motcua.kernel.unsent import typed_again
from motcua.kernel.words import Words

SLIPS = {
    "filing": Words("Giấy báo đã nhận hồ sơ", "Filing receipt"),
    "receipt": Words("Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "Receipt with the promised day"),
    "supplement": Words("Phiếu yêu cầu bổ sung hồ sơ", "Request for supplements"),
    "refusal": Words("Phiếu từ chối tiếp nhận, giải quyết hồ sơ", "Refusal slip"),
    "apology": Words("Xin lỗi và hẹn lại ngày trả kết quả", "Apology with a new date"),
    "stop": Words("Thông báo dừng giải quyết", "Notice that the case was stopped"),
    "site_check": Words("Biên bản kiểm tra thực tế", "Record of a check on the spot"),
    "result": Words("Kết quả giải quyết", "Result"),
    "guidance": Words("Hướng dẫn hoàn thiện hồ sơ", "What to bring"),
}
YOU = Words("Bạn", "You")
ANSWERED = Words("Đã gửi phần bổ sung. Cơ quan tiếp tục xem hồ sơ.", "Sent. The agency goes on with your case.")
WITHDRAWN = Words("Đã rút hồ sơ.", "The case was withdrawn.")


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def my_case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = own_case(request, case_id)
    if case.legal_state is State.DRAFT:
        return redirect(continue_url(case))
    if request.method == "POST":
        return answered(request, case)
    page = case_page(actor_of(request), case.pk)
    written = {**typed.kept(case, typed.SUPPLEMENT).texts, **typed_again(answers.texts_of(page, {}))}
    return drawn(request, page, texts=written)


def answered(request: HttpRequest, case: Case) -> HttpResponse:
    """Take what was sent from the supplement's form; whatever is refused comes back with everything typed."""
    page = case_page(actor_of(request), case.pk)
    texts = answers.texts_of(page, request.POST.dict())
    try:
        wrong = act(request, page, texts)
        status = 422
    except Fault as fault:
        wrong, status = {"bo-sung": str(fault)}, fault.status
    if wrong:
        return drawn(request, case_page(actor_of(request), case.pk), texts=texts, wrong=wrong, status=status)
    place = "" if request.POST.get("do") == "send" else f"#{pressed_at(request)}"
    return redirect(reverse("portal:my-case", kwargs={"case_id": case.pk}) + place)


def act(request: HttpRequest, page: CasePage, texts: dict[str, str]) -> answers.Wrong:
    """Take a file off, keep files and words, or send the answer. Faults of the acts pass through."""
    actor, case = actor_of(request), page.case
    sheet = sheet_of(request, typed.SUPPLEMENT, texts)
    kept, wrong = answers.keep_files(request, actor, page)
    if request.POST.get("do") != "send" and page.open_supplement is not None:
        typed.keep(actor=actor, case_id=case.pk, page=sheet)
    if "remove" in request.POST:
        remove_file(actor=actor, case_id=case.pk, file_id=file_id_of(request.POST["remove"]))
        return {}
    if "drop" in request.POST:
        drop_upload(actor=actor, upload_id=request.POST["drop"])
        return {}
    if wrong:
        return wrong
    if request.POST.get("do") != "send":
        written = request.POST.get(pressed_at(request).replace("muc-", "text-"), "").strip()
        return {} if kept or written else {pressed_at(request): str(answers.NOTHING_GIVEN)}
    page = case_page(actor, case.pk)
    if missing := answers.lacking(page, texts):
        return missing
    answer_supplement(
        actor=actor,
        case_id=case.pk,
        expected=version_shown(request),
        answers=answers.by_item(page, texts),
        page=sheet,
    )
    messages.success(request, str(ANSWERED))
    return {}


def pressed_at(request: HttpRequest) -> str:
    """The anchor of the item whose button was pressed; else that of the whole form."""
    pressed = request.POST.get("do", "")
    return pressed if pressed.startswith("muc-") and pressed[4:].isdigit() else "bo-sung"


def file_id_of(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise CaseNotFound from None


def drawn(
    request: HttpRequest,
    page: CasePage,
    *,
    texts: Mapping[str, str],
    wrong: answers.Wrong | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case; `texts` are the answers as far as they are written."""
    wrong, case = wrong or {}, page.case
    context = {
        "shown": page,
        "case": case,
        "tone": progress.tone_of(case.legal_state),
        "due": progress.due_of(case, lengths_of([(case, case.due_at)]).get(case.pk)),
        "stops": progress.stops_of(page, process_of(case)),
        "picture": picture_of(page),
        "holder": YOU if page.facts.holder is Holder.CITIZEN else holder_of(case),
        "waiting": waiting_words(case),
        "supplement": page.open_supplement,
        "cards": answers.cards(page, wrong, texts, halves_of(actor_of(request), case)),
        "keeping": keeping(request, case, typed.SUPPLEMENT, typed.kept(case, typed.SUPPLEMENT)),
        "lost": lost_texts(request) if wrong and page.open_supplement is None else [],
        "wrong": [{"href": f"#{answers.control(place)}", "words": words} for place, words in wrong.items()],
        "duty": next((stop for stop in page.stops if stop.ended_at is None and stop.reason == "duty"), None),
        "results": [slip_row(case, paper) for paper in page.documents if paper.kind == "result"],
        "decided_before": decided_before(case),
        "slips": [slip_row(case, paper) for paper in page.documents if paper.kind in SLIPS and paper.kind != "result"],
        "papers": [(paper, [file_row(case, file, removable=False) for file in answers.kept_of(paper)])
                   for paper in page.papers],
        "thread": thread_of(case),
        "linked": bundle_of(case),
        "looks": who_looked(case),
        "looks_away": looks_away(case),
        "may_withdraw": any(action.name == "withdraw" for action in page.actions),
    }  # fmt: skip
    return render(request, "portal/cases/case.html", context, status=status)


def lost_texts(request: HttpRequest) -> list[str]:
    """What was typed for a question that is not open any more: given back, not lost."""
    return [str(text) for name, text in request.POST.items() if name.startswith("text-") and str(text).strip()]


def slip_row(case: Case, paper: Document) -> dict[str, object]:
    """One slip to open: its plain name, number and day."""
    return {
        "name": SLIPS[paper.kind],
        "number": paper.number,
        "at": paper.created_at,
        "url": reverse("portal:case-slip", kwargs={"case_id": case.pk, "document_id": paper.pk}),
    }


class WithdrawForm(Form):
    """Why the case is taken back."""

    reason = forms.CharField(
        label=said("Lý do rút hồ sơ", "Why you withdraw it"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = own_case(request, case_id)
    waiting = typed.kept(case, typed.WITHDRAW)
    form = WithdrawForm(request.POST if request.method == "POST" else None, initial=dict(waiting.texts))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                withdraw_case(
                    actor=actor_of(request), case_id=case.pk, expected=version_shown(request),
                    reason=form.cleaned_data["reason"],
                    page=sheet_of(request, typed.WITHDRAW, WithdrawForm.base_fields),
                )  # fmt: skip
            except Fault as fault:
                form.add_fault(fault)
                status = fault.status
                case = own_case(request, case_id)
            else:
                messages.success(request, str(WITHDRAWN))
                return redirect("portal:my-case", case_id=case.pk)
    else:
        target_of("withdraw", case.legal_state)
    context = {
        "case": case,
        "form": form,
        "facts": FACTS[case.legal_state],
        "keeping": keeping(request, case, typed.WITHDRAW, typed.kept(case, typed.WITHDRAW)),
    }
    return render(request, "portal/cases/withdraw.html", context, status=status)
