"""Finding a procedure: in plain words, by field, agency and level, or by a turn of life."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.base.access.routes import public
from motcua.domain.catalogue import queries
from motcua.domain.catalogue.enums import OWN_LEVELS, Level, ServiceLevel
from motcua.faces.portal.english import in_vietnamese
from motcua.faces.portal.life_events import BY_SLUG, LIFE_EVENTS, LifeEvent, procedures_of
from motcua.kernel.words import Words, language

Options = list[dict[str, str]]
LONGEST_QUESTION = 200


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
        line = _line(version.procedure.code, version.name, "", ServiceLevel(version.service_level))
        groups.setdefault(version.field.name, []).append(line)
    return render(request, "portal/life_event.html", {"event": event, "groups": list(groups.items())})


def _search(request: HttpRequest, asked: dict[str, str]) -> HttpResponse:
    level = asked["cap"] if asked["cap"] in set(Level) else ""
    text = (in_vietnamese(asked["q"]) if language() == "en" else "") or asked["q"]
    after = request.GET.get("sau") or None
    found = queries.search(text, field=asked["linh_vuc"], agency=asked["co_quan"], level=level, after=after)
    return render(
        request,
        "portal/procedures.html",
        {
            "asked": asked,
            "translated": text if text != asked["q"] else "",
            "lines": [_line(hit.code, hit.name, hit.field_name, hit.service_level) for hit in found.hits],
            "similar": found.similar and bool(found.hits),
            "next_url": _url(asked, sau=found.after) if found.after else "",
            "first_url": _url(asked) if after else "",
            "fields": _choices(((field.slug, field.name) for field in queries.fields()), Words("Mọi lĩnh vực", "All")),
            "agencies": _choices(((name, name) for name in queries.issuing_agencies()), Words("Mọi cơ quan", "All")),
            "levels": _choices(((own.value, str(own.words)) for own in OWN_LEVELS), Words("Mọi cấp", "All")),
            "filtered": any(asked[name] for name in ("linh_vuc", "co_quan", "cap")),
            "tiles": event_tiles(),
        },
    )


def event_tiles() -> list[dict[str, object]]:
    """The turns of life as items of the "tiles" component."""
    target = reverse("portal:procedures")
    return [{"label": event.words, "icon": event.icon, "url": f"{target}?viec={event.slug}"} for event in LIFE_EVENTS]


def _line(code: str, name: str, field: str, level: ServiceLevel) -> dict[str, object]:
    online = "" if level == ServiceLevel.INFORMATION else level.words
    return {"url": reverse("portal:procedure", args=[code]), "name": name, "note": field, "badge": online}


def _url(asked: dict[str, str], **more: str | None) -> str:
    given = {name: value for name, value in {**asked, **more}.items() if value}
    return f"{reverse('portal:procedures')}?{urlencode(given)}"


def _choices(pairs: object, everything: Words) -> Options:
    rows = [{"value": value, "label": label} for value, label in pairs]  # type: ignore[attr-defined]
    return [{"value": "", "label": str(everything)}, *rows]
