"""Texts of messages: which there are, one of them with its preview on an example, back to the shipped one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide, may_citywide
from motcua.base.access.routes import requires
from motcua.base.messages import editing
from motcua.base.messages.channels import all_channels
from motcua.base.messages.errors import TextChanged
from motcua.base.messages.lengths import Length, length_of
from motcua.base.messages.texts import ANY, PLACEHOLDER, Text, shipped_keys
from motcua.base.messages.variables import example_sentence, example_values, variables_of
from motcua.faces.console.forms.texts import TextForm, as_initial, as_texts
from motcua.faces.console.pages import UNREADABLE, actor_of, typed
from motcua.faces.console.views.agencies import told
from motcua.faces.console.views.agency_acts import FORM
from motcua.kernel.errors import Denied, Fault, NotVisible
from motcua.kernel.words import LANGUAGES, Language, Words

MANAGE = permissions.SETTINGS_MANAGE
LANGUAGE_WORDS = {"vi": Words("Tiếng Việt", "Vietnamese"), "en": Words("Tiếng Anh", "English")}
OTHERS = Words("Mọi việc khác", "Everything else")
SAVED = Words("Đã lưu lời nhắn. Tin gửi từ bây giờ dùng bản này.", "Saved. Messages from now on use it.")
BACK = Words("Đã đặt lại bản có sẵn.", "Set back to the shipped text.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text filled with the example, in one language."""

    language: Language
    words: Words
    subject: str
    body: str
    length: Length


@requires(MANAGE)
@require_safe
def text_list(request: HttpRequest) -> HttpResponse:
    """Every event people hear of, with its channels and whether a text was changed."""
    rows: dict[str, list[dict[str, object]]] = {}
    for key, channel in shipped_keys():
        changed = editing.was_changed(key, channel)
        url = reverse("console:text", args=[key, channel])
        rows.setdefault(key, []).append({"words": channel_words(channel), "changed": changed, "url": url})
    events = [{"words": event_words(key), "channels": rows[key]} for key in rows]
    return render(request, "console/texts.html", {"events": events})


@requires(MANAGE)
@require_http_methods(FORM)
def text_page(request: HttpRequest, key: str, channel: str) -> HttpResponse:
    actor, now = actor_of(request), editing.texts_in_force(key, channel)
    initial = as_initial(now) | {"expected": editing.mark_of(now)}
    form, fault = TextForm(typed(request), initial=initial), None
    if form.is_bound:
        check_citywide(actor, MANAGE)
        done = act(request, form, key, channel)
        if isinstance(done, HttpResponse):
            return done
        fault = done
    overtaken = isinstance(fault, TextChanged)
    if overtaken:
        form = renewed(request, fault, key, channel)
    facts = {
        "form": form,
        "in_force": editing.texts_in_force(key, channel) if overtaken else None,
        "event": event_words(key),
        "channel": channel_words(channel),
        "channel_name": channel,
        "key": key,
        "variables": [{"name": f"{{{one.name}}}", "words": one.words} for one in variables_of(key)],
        "shown": filled(key, form),
        "changed": editing.was_changed(key, channel),
        "may": may_citywide(actor, MANAGE),
        "history": told(editing.subject(key, channel)),
        "crumbs": [{"label": str(Words("Lời nhắn", "Messages")), "url": reverse("console:texts")}],
    }
    status = fault.status if fault else UNREADABLE if form.is_bound and form.errors else 200
    return render(request, "console/text.html", facts, status=status)


def renewed(request: HttpRequest, fault: Fault | None, key: str, channel: str) -> TextForm:
    """What was typed, on the text as it is now: sent again it takes the place of what somebody else saved."""
    sent = request.POST.copy()
    sent["expected"] = editing.mark_of(editing.texts_in_force(key, channel))
    form = TextForm(sent)
    form.is_valid()
    if fault is not None:
        form.add_fault(fault)
    return form


def act(request: HttpRequest, form: TextForm, key: str, channel: str) -> HttpResponse | Fault | None:
    """Save or reset as the pressed button says; the fault, or None, when the page is shown again."""
    wish, actor = request.POST.get("do", "save"), actor_of(request)
    expected = request.POST.get("expected", "")
    try:
        if wish == "reset":
            editing.reset_text(actor=actor, key=key, channel=channel, expected=expected)
        elif wish == "look" or not form.is_valid():
            return None
        else:
            texts = as_texts(form.cleaned_data)
            editing.change_text(actor=actor, key=key, channel=channel, texts=texts, expected=expected)
    except (Denied, NotVisible):
        raise
    except Fault as fault:
        form.is_valid()
        form.add_fault(fault)
        return fault
    messages.success(request, str(BACK if wish == "reset" else SAVED))
    return HttpResponseRedirect(reverse("console:text", args=[key, channel]))


@requires(MANAGE)
@require_POST
def preview(request: HttpRequest, key: str, channel: str) -> HttpResponse:
    """The same example as on the page, for who types: a part of the page."""
    editing.texts_in_force(key, channel)
    return render(request, "console/text_preview.html", {"shown": filled(key, TextForm(request.POST))})


def filled(key: str, form: TextForm) -> list[Shown]:
    """What the form holds, filled with the example; unknown variables stay as they were typed."""
    values = example_values(key)
    return [_filled(values, form, language) for language in LANGUAGES]


def _filled(values: dict[str, object], form: TextForm, language: Language) -> Shown:
    subject, body = (str(form[f"{part}_{language}"].value() or "") for part in editing.PARTS)
    names = {name for name in PLACEHOLDER.findall(subject + body) if name not in values}
    told = Text(subject, body).filled(values | {name: f"{{{name}}}" for name in names}, language)
    return Shown(language, LANGUAGE_WORDS[language], told.subject, told.body, length_of(told.body))


def channel_words(name: str) -> Words:
    return next((channel.title for channel in all_channels() if channel.name == name), Words(name, name))


def event_words(key: str) -> Words:
    """An event as people hear of it: its sentence with example facts."""
    return OTHERS if key == ANY else example_sentence(key)
