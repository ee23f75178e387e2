"""Changing the texts of messages: what is sent from now on. Messages already written keep theirs.

Lock: the rows of the text, FOR UPDATE. Where there are none yet, the unique key lets one of two through.
"""

import hashlib
import re
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from motcua.base.access import permissions
from motcua.base.access.citywide import check_citywide
from motcua.base.ledger import Subject, append
from motcua.base.messages.errors import BadText, TextChanged
from motcua.base.messages.models import Template
from motcua.base.messages.texts import PLACEHOLDER, Text, shipped_keys, shipped_text, text_for
from motcua.base.messages.variables import variables_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.errors import NotVisible
from motcua.kernel.words import LANGUAGES, Language, Words

LONGEST_SUBJECT, LONGEST_BODY = 200, 4000
NEEDED = Words("Bạn chưa điền ô này.", "Please fill this in.")
UNKNOWN = Words("Không có biến {{{name}}}. Chỉ dùng: {known}.", "There is no variable {{{name}}}. Only: {known}.")
LOOSE = Words("Dấu ngoặc nhọn chỉ dùng cho biến, như {{name}}.", "Braces are for variables only, like {{name}}.")
TOO_LONG = Words("Dài quá, tối đa {most} chữ.", "Too long, at most {most} characters.")

Texts = Mapping[Language, Text]


def subject(key: str, channel: str) -> Subject:
    return Subject("text", f"{key}/{channel}")


def texts_in_force(key: str, channel: str) -> dict[Language, Text]:
    """What is sent today, in each language. NotVisible for a text there is not."""
    if (key, channel) not in shipped_keys():
        raise NotVisible
    return {language: text_for(key, channel, language, clock.today()) for language in LANGUAGES}


def mark_of(texts: Texts) -> str:
    """A short mark of what somebody saw, to notice that it is another by now."""
    told = "\0".join(f"{texts[language].subject}\0{texts[language].body}" for language in LANGUAGES)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def change_text(*, actor: Actor, key: str, channel: str, texts: Texts, expected: str) -> None:
    """Both languages of one text, from today on. Denied, BadText, TextChanged."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    check_texts(key, texts)
    _lock(key, channel, expected)
    for language in LANGUAGES:
        _write(key, channel, language, texts[language])
    facts = {f"{part}_{language}": getattr(texts[language], part) for language in LANGUAGES for part in PARTS}
    append(subject(key, channel), "text.changed", actor, {"event": key, "channel": channel} | facts, authority=post)


@transaction.atomic
def reset_text(*, actor: Actor, key: str, channel: str, expected: str) -> None:
    """Back to the shipped text. Denied, TextChanged."""
    post = check_citywide(actor, permissions.SETTINGS_MANAGE)
    _lock(key, channel, expected)
    Template.objects.filter(key=key, channel=channel).delete()
    append(subject(key, channel), "text.reset", actor, {"event": key, "channel": channel}, authority=post)


PARTS = ("subject", "body")


def check_texts(key: str, texts: Texts) -> None:
    """BadText names each field, such as body_vi."""
    wrong: dict[str, Words] = {}
    for language in LANGUAGES:
        for part, most in zip(PARTS, (LONGEST_SUBJECT, LONGEST_BODY), strict=True):
            fault = fault_of(key, getattr(texts[language], part), most)
            if fault is not None:
                wrong[f"{part}_{language}"] = fault
    if wrong:
        raise BadText(wrong)


def fault_of(key: str, text: str, most: int) -> Words | None:
    known = [variable.name for variable in variables_of(key)]
    unknown = next((name for name in PLACEHOLDER.findall(text) if name not in known), None)
    if not text.strip():
        return NEEDED
    if len(text) > most:
        return TOO_LONG.fill(most=most)
    if unknown is not None:
        return UNKNOWN.fill(name=unknown, known=", ".join(f"{{{name}}}" for name in known))
    return LOOSE.fill() if re.search(r"[{}]", PLACEHOLDER.sub("", text)) else None


def was_changed(key: str, channel: str) -> bool:
    """Whether today's text is another than the shipped one."""
    now = texts_in_force(key, channel)
    return any(now[language] != shipped_text(key, channel, language) for language in LANGUAGES)


def _lock(key: str, channel: str, expected: str) -> None:
    list(Template.objects.select_for_update().filter(key=key, channel=channel))
    if mark_of(texts_in_force(key, channel)) != expected:
        raise TextChanged


def _write(key: str, channel: str, language: Language, text: Text) -> None:
    values = {"subject": " ".join(text.subject.split()), "body": text.body.replace("\r\n", "\n").strip()}
    try:
        with transaction.atomic():
            Template.objects.update_or_create(
                key=key, channel=channel, language=language, valid_from=clock.today(), defaults=values
            )
    except IntegrityError as error:
        raise TextChanged from error
