"""The papers of a procedure on one sheet, to print or to show somebody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from motcua.base.access.routes import public
from motcua.domain.catalogue.queries import procedure_page
from motcua.faces.portal import glance
from motcua.kernel import clock


@public("what the state asks for is published (Decree 61/2018, Article 13)")
def papers(request: HttpRequest, code: str) -> HttpResponse:
    page = procedure_page(code)
    facts = {"procedure": page, "paper_groups": glance.checklist(page.papers), "today": clock.today()}
    return render(request, "portal/papers.html", facts)
