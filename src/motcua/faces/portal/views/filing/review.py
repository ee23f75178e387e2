"""Check the answers, then send. Sending twice is sending once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from motcua.base.access.routes import citizen
from motcua.base.access.throttle import address_of
from motcua.base.documents.queries import documents_of
from motcua.casework.filing_rate import check_may_file
from motcua.casework.queries.page import find_case, papers_of
from motcua.casework.services.submit import submit_case
from motcua.casework.services.uploads import half_sent
from motcua.domain.cases.enums import ResultWanted
from motcua.domain.cases.models import Case
from motcua.domain.cases.permissions import check_filer
from motcua.domain.cases.states import State
from motcua.faces.portal.views.filing import frame
from motcua.faces.portal.views.filing.applicant import WAYS
from motcua.faces.portal.views.filing.papers import file_row
from motcua.kernel.errors import Fault
from motcua.kernel.words import Words


@citizen
@frame.draft_page
def review(request: HttpRequest, case: Case) -> HttpResponse:
    fault: Fault | None = None
    if request.method == "POST":
        try:
            check_may_file(actor=frame.actor_of(request), address=address_of(request))
            submit_case(actor=frame.actor_of(request), case_id=case.pk, expected=case.version)
        except Fault as refused:
            fault = refused
        else:
            return redirect("portal:filing-sent", case_id=case.pk)
    if not hasattr(case, "applicant"):
        return redirect("portal:filing-applicant", case_id=case.pk)
    way = frame.way_of(case)
    context = {
        "case": case,
        "way": way,
        "offices": [(case.procedure_version.name, case.office.name)],
        "rows": answers(case, way.applicant),
        "papers": [
            (paper.name, paper.required, [file_row(case, file, removable=False) for file in paper.kept])  # type: ignore[attr-defined]
            for paper in papers_of(case)
        ],
        "half": half_sent(frame.actor_of(request), case.pk),
        "where": frame.where(frame.REVIEW),
        "wrong": [{"href": "#giay-to", "words": str(fault)}] if fault else [],
    }
    context["lacking"] = frame.lacking(context["papers"])  # type: ignore[arg-type]
    return frame.reviewed(request, context, fault)


def answers(case: Case, change: str) -> list[dict[str, object]]:
    """The applicant's answers, each with the way back to their page."""
    who = case.applicant
    ways = dict(WAYS)
    rows = [
        (Words("Họ và tên", "Full name"), who.full_name, "full_name"),
        (Words("Tổ chức", "Organisation"), who.organisation, "organisation"),
        (Words("Mã số thuế", "Tax code"), who.tax_code, "tax_code"),
        (Words("Số căn cước", "Citizen number"), who.identity_number, "identity_number"),
        (Words("Ngày sinh", "Date of birth"), who.birth_date, "birth_date"),
        (Words("Điện thoại", "Phone"), who.phone, "phone"),
        (Words("Thư điện tử", "E-mail"), who.email, "email"),
        (Words("Địa chỉ", "Address"), who.address, "address"),
        (Words("Nội dung đề nghị", "Request"), case.summary, "summary"),
        (Words("Nhận kết quả", "Result"), ways[ResultWanted(case.result_wanted)], "result_wanted"),
    ]
    return [
        {"label": label, "value": value, "change_url": f"{change}#id_{name}"} for label, value, name in rows if value
    ]


@citizen
def sent(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The confirmation, read from the database: safe to reload, to bookmark, to show to anybody."""
    actor = frame.actor_of(request)
    case = find_case(actor, case_id)
    check_filer(actor, case)
    if case.legal_state is State.DRAFT:
        return redirect("portal:filing-review", case_id=case.pk)
    files = [file_row(case, file, removable=False) for paper in papers_of(case) for file in paper.kept]  # type: ignore[attr-defined]
    context = {
        "case": case,
        "files": files,
        "bytes": sum(int(str(row["size"])) for row in files),
        "slip": next((paper for paper in documents_of("case", case.pk) if paper.kind == "filing"), None),
    }
    return render(request, "portal/filing/sent.html", context)
