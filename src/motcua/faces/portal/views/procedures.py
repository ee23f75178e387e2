"""Finding a procedure: in plain words, by field, agency and level, or by a turn of life."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.base.access.routes import public
from motcua.base.edition import edition
from motcua.base.reading import relaxed
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.enums import OWN_LEVELS, Level, ServiceLevel, Standing
from motcua.domain.catalogue.queries.linked import offered
from motcua.faces.portal.english import in_vietnamese
from motcua.faces.portal.glance import levels_now
from motcua.faces.portal.life_events import BY_SLUG, LIFE_EVENTS, LifeEvent, procedures_of
from motcua.kernel import clock
from motcua.kernel.words import Words, language

Options = list[dict[str, str]]
LONGEST_QUESTION = 200
ONLY_LISTED = Words("Chưa có chi tiết", "No details yet")
ELSEWHERE = Words("Tỉnh, thành phố khác", "Another province")


@public("what the state offers and asks for is published (Decree 61/2018, Article 13)")
def procedures(request: HttpRequest) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:LONGEST_QUESTION].strip() for name in ("q", "linh_vuc", "co_quan", "cap")}
    event = BY_SLUG.get(request.GET.get("viec", ""))
    if event and not any(asked.values()):
        return _of_event(request, event)
    return _search(request, asked)


def _of_event(request: HttpRequest, event: LifeEvent) -> HttpResponse:
    groups: dict[str, list[dict[str, object]]] = {}
    for version in procedures_of(event):
        line = _line(version.procedure.code, version.name, "", _online(ServiceLevel(version.service_level)))
        groups.setdefault(version.field.name, []).append(line)
    context = {"event": event, "groups": list(groups.items()), "linked": offered(life_event=event.slug)}
    return render(request, "portal/life_event.html", context)


def _search(request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
    level = asked["cap"] if asked["cap"] in set(Level) else ""
    text = (in_vietnamese(asked["q"]) if language() == "en" else "") or asked["q"]
    after = request.GET.get("sau") or None
    field, agency = asked["linh_vuc"], asked["co_quan"]
    found = relaxed(lambda: queries.search(text, field=field, agency=agency, level=level, after=after))
    day, mark = clock.today(), edition()
    fields, agencies = queries.fields(day, mark), queries.issuing_agencies(day, mark)
    return render(
        request,
        "portal/procedures.html",
        {
            "asked": asked,
            "translated": text if text != asked["q"] else "",
            "lines": [_found(hit) for hit in found.hits],
            "similar": found.similar and bool(found.hits),
            "next_url": _url(asked, sau=found.after) if found.after else "",
            "first_url": _url(asked) if after else "",
            "fields": _choices(((field.slug, field.name) for field in fields), Words("Mọi lĩnh vực", "All")),
            "agencies": _choices(((name, name) for name in agencies), Words("Mọi cơ quan", "All")),
            "levels": _choices(
                ((one.value, str(one.words)) for one in levels_now(OWN_LEVELS)), Words("Mọi cấp", "All")
            ),
            "filtered": any(asked[name] for name in ("linh_vuc", "co_quan", "cap")),
            "tiles": event_tiles(),
        },
    )


def event_tiles() -> list[dict[str, object]]:
    """The turns of life as items of the "tiles" component."""
    target = reverse("portal:procedures")
    return [{"label": event.words, "icon": event.icon, "url": f"{target}?viec={event.slug}"} for event in LIFE_EVENTS]


def _found(hit: queries.Hit) -> dict[str, object]:
    """A line that says by itself when nothing can be filed: stopped and why, or only known from a list."""
    if hit.stopped is not None:
        return _line(hit.code, hit.name, hit.stopped.words, hit.stopped.kind.words)
    if hit.standing is Standing.OTHER_PROVINCE:
        return _line(hit.code, hit.name, hit.issuing_agency, ELSEWHERE)
    if hit.standing is Standing.LISTED:
        return _line(hit.code, hit.name, hit.field_name, ONLY_LISTED)
    return _line(hit.code, hit.name, hit.field_name, _online(hit.service_level))


def _online(level: ServiceLevel) -> Words | str:
    return "" if level == ServiceLevel.INFORMATION else level.words


def _line(code: str, name: str, note: Words | str, badge: Words | str) -> dict[str, object]:
    return {"url": reverse("portal:procedure", args=[code]), "name": name, "note": note, "badge": badge}


def _url(asked: dict[str, str], **more: str | None) -> str:
    given = {name: value for name, value in {**asked, **more}.items() if value}
    return f"{reverse('portal:procedures')}?{urlencode(given)}"


def _choices(pairs: object, everything: Words) -> Options:
    rows = [{"value": value, "label": label} for value, label in pairs]  # type: ignore[attr-defined]
    return [{"value": "", "label": str(everything)}, *rows]
