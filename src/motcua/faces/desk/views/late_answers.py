"""The report of answers to online filings: by office, and which were late."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.base.ui.forms import Form, Typed
from motcua.casework.queries.late_answers import Report
from motcua.casework.queries.late_answers import late_answers as report_of
from motcua.faces.desk.who import official
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import Invalid
from motcua.kernel.text import short_date
from motcua.kernel.typed_dates import typed_date
from motcua.kernel.words import Words

USUAL = timedelta(days=30)


class Between(Form):
    first = Typed(typed_date, label=Words("Nộp từ ngày", "Filed from"), required=False, max_length=40)
    last = Typed(typed_date, label=Words("đến ngày", "to"), required=False, max_length=40)


@requires(permissions.CASE_SEE)
@require_safe
def late_answers(request: HttpRequest) -> HttpResponse:
    """`?first=`, `?last=`; the last month where neither is told."""
    actor, today = official(request), clock.today()
    usual = {"first": short_date(today - USUAL), "last": short_date(today)}
    form = Between(usual | {name: request.GET[name] for name in usual if request.GET.get(name)})
    report = told(actor, form, today) if form.is_valid() else None
    return render(request, "desk/late_answers.html", {"form": form, "report": report}, status=200 if report else 422)


def told(actor: Actor, form: Between, today: date) -> Report | None:
    try:
        return report_of(actor, form.cleaned_data["first"] or today - USUAL, form.cleaned_data["last"] or today)
    except Invalid as fault:
        form.add_fault(fault)
        return None
