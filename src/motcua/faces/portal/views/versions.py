"""The versions of a procedure in time, and what changed from one to another."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.base.access.routes import public
from motcua.domain.catalogue.difference import difference
from motcua.domain.catalogue.errors import ProcedureNotFound
from motcua.domain.catalogue.models import ProcedureVersion
from motcua.domain.catalogue.queries.texts import text_of, versions_of
from motcua.kernel.words import Words


@public("what the state offers and asks for is published, and so is what changed (Decree 61/2018, Article 13)")
def procedure_versions(request: HttpRequest, code: str) -> HttpResponse:
    """`?tu=` and `?den=` are version numbers; the two newest otherwise."""
    versions = versions_of(code)
    if not versions:
        raise ProcedureNotFound(code=code)
    old, new = chosen(request, versions)
    facts = {
        "code": code,
        "name": versions[0].name,
        "crumbs": [
            {"label": Words("Thủ tục", "Procedures"), "url": reverse("portal:procedures")},
            {"label": versions[0].name, "url": reverse("portal:procedure", args=[code])},
        ],
        "versions": versions,
        "options": [{"value": str(version.number), "label": str(_label(version))} for version in versions],
        "old": old,
        "new": new,
        "sections": difference(text_of(old.pk), text_of(new.pk)) if old and new else (),
    }
    return render(request, "portal/versions.html", facts)


def chosen(
    request: HttpRequest, versions: list[ProcedureVersion]
) -> tuple[ProcedureVersion | None, ProcedureVersion | None]:
    """The two to compare, the older first; None where there is only one."""
    if len(versions) < 2:
        return None, None
    known = {str(version.number): version for version in versions}
    new = known.get(request.GET.get("den", ""), versions[0])
    old = known.get(request.GET.get("tu", ""), next((v for v in versions if v.number < new.number), versions[-1]))
    return (old, new) if old.number <= new.number else (new, old)


def _label(version: ProcedureVersion) -> Words:
    return Words("Phiên bản {n}", "Version {n}").fill(n=version.number)
