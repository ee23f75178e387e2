"""The review queue: heaps of what imports were unsure of, and one place after the other beside its source."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.access import permissions
from motcua.base.access.routes import requires
from motcua.domain.catalogue.editing import SECTIONS, lines_in, section_of
from motcua.domain.catalogue.enums import FlagState
from motcua.domain.catalogue.models import ImportFlag, SourceLine
from motcua.domain.catalogue.permissions import check_may_write
from motcua.domain.catalogue.queries.choices import offered_fields
from motcua.domain.catalogue.queries.review import Queue, after, flags_in, heaps, next_flag, reason_words
from motcua.domain.catalogue.queries.texts import text_of
from motcua.domain.catalogue.services import review as acts
from motcua.faces.console.forms.procedures import ConfirmForm, CorrectForm
from motcua.faces.console.pages import UNREADABLE, actor_of
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import Words

PAGE = 25
FILTERS = {"loai": "reason", "cho": "place", "ma": "code", "trang-thai": "state"}
DONE = {
    "confirm": Words("Đã ghi: đúng như đã đọc.", "Recorded: right as read."),
    "correct": Words("Đã sửa vào bản nháp.", "Corrected in the draft."),
}


@requires(permissions.CATALOGUE_MANAGE)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Counts by kind and place, and the flags of the chosen heap, one page at a time."""
    check_may_write(actor_of(request))
    asked, given = asked_for(request)
    found = flags_in(asked)
    last = _flag(request.GET.get("sau", ""))
    rows = list((after(found, last) if last else found)[: PAGE + 1])
    facts = {
        "heaps": [
            {
                "heap": heap,
                "place": title_of(heap.place),
                "url": "?" + urlencode({"loai": heap.reason, "cho": heap.place}),
            }
            for heap in heaps(asked.state)
        ],
        "asked": asked,
        "words": reason_words(asked.reason) if asked.reason else "",
        "asked_title": title_of(asked.place) if asked.place else "",
        "flags": [_line(flag, given) for flag in rows[:PAGE]],
        "states": [{"value": state.value, "label": str(state.words)} for state in FlagState],
        "next_url": "?" + urlencode(given | {"sau": str(rows[PAGE - 1].pk)}) if len(rows) > PAGE else "",
        "first_url": "?" + urlencode(given) if last else "",
        "many_url": many_url(asked, given) if rows else "",
    }
    return render(request, "console/review.html", facts)


@requires(permissions.CATALOGUE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def flag_page(request: HttpRequest, flag_id: UUID) -> HttpResponse:
    """One place: as it was read, as it stood, and the two things to do. Then the next of the same queue."""
    check_may_write(actor_of(request))
    flag = _flag(str(flag_id))
    if flag is None:
        raise NotVisible
    asked, given = asked_for(request)
    section, base = section_of(flag.place), acts.base_of(flag.procedure_id).version
    editable, now = SECTIONS[section], lines_in(text_of(base.pk), section)
    wanted = request.POST.get("do", "")
    confirm = ConfirmForm(request.POST if wanted == "confirm" else None)
    correct = CorrectForm(
        request.POST if wanted == "correct" else None,
        title=str(editable.title),
        hint=str(editable.hint),
        offered=sorted({now, *offered_fields()}) if section == "field" else (),
        initial={"typed": now},
    )
    status = 200
    if wanted in DONE:
        status = _decide(request, flag, wanted, confirm, correct)
        if not status:
            following = next_flag(asked, flag)
            return HttpResponseRedirect(_address(following, given) if following else reverse("console:review"))
    following = next_flag(asked, flag)
    facts = {
        "flag": flag,
        "words": reason_words(flag.reason),
        "state": FlagState(flag.state).words,
        "is_open": flag.state == FlagState.OPEN,
        "base": base,
        "confirm": confirm,
        "correct": correct,
        "section": editable.title,
        "now": now,
        "source": _source(flag),
        "left": flags_in(asked).count(),
        "next_url": _address(following, given) if following else "",
        "queue_url": reverse("console:review") + "?" + urlencode(given),
    }
    return render(request, "console/flag.html", facts, status=status)


def _decide(request: HttpRequest, flag: ImportFlag, wanted: str, confirm: ConfirmForm, correct: CorrectForm) -> int:
    """0 when done, else the status to answer with; faults go into the form that was sent."""
    form = confirm if wanted == "confirm" else correct
    if not form.is_valid():
        return UNREADABLE
    values, actor = form.cleaned_data, actor_of(request)
    try:
        if wanted == "confirm":
            acts.confirm_flag(actor=actor, flag_id=flag.pk, note=values["note"])
        else:
            acts.correct_flag(actor=actor, flag_id=flag.pk, typed=values["typed"], note=values["why"])
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        form.add_fault(fault)
        return fault.status
    messages.success(request, str(DONE[wanted]))
    return 0


def asked_for(request: HttpRequest) -> tuple[Queue, dict[str, str]]:
    """The queue named in the address, and the part of the address that names it."""
    given = {name: value.replace("\x00", "")[:100] for name in FILTERS if (value := request.GET.get(name, "").strip())}
    if given.get("trang-thai", FlagState.OPEN.value) not in set(FlagState):
        given.pop("trang-thai")
    return Queue(**{FILTERS[name]: value for name, value in given.items()}), given


def many_url(asked: Queue, given: dict[str, str]) -> str:
    """Where all of it is confirmed at once; only a kind or a procedure, still open."""
    fits = (asked.reason or asked.code) and asked.state == FlagState.OPEN
    return reverse("console:review_many") + "?" + urlencode(given) if fits else ""


def _line(flag: ImportFlag, given: dict[str, str]) -> dict[str, object]:
    return {
        "flag": flag,
        "url": _address(flag.pk, given),
        "words": reason_words(flag.reason),
        "place": title_of(flag.place),
    }


def title_of(place: str) -> Words:
    """The part of a procedure a place of the source file belongs to, as the forms name it."""
    return SECTIONS[section_of(place)].title if place else Words("–", "–")


def _address(flag_id: UUID, given: dict[str, str]) -> str:
    return reverse("console:flag", args=[flag_id]) + ("?" + urlencode(given) if given else "")


def _flag(key: str) -> ImportFlag | None:
    try:
        return ImportFlag.objects.select_related("procedure", "version").filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _source(flag: ImportFlag) -> str:
    """The part of the raw line the flag is about, laid out; the whole line where the part cannot be told."""
    line = SourceLine.objects.filter(version=flag.version_id).first()
    if line is None:
        return ""
    try:
        row = json.loads(line.raw)
        part = row.get(flag.path.split("[")[0].split(".")[0], row) if flag.path else row
        return json.dumps(part, ensure_ascii=False, indent=2)
    except (ValueError, AttributeError):
        return line.raw
