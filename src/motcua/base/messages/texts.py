"""The texts of messages: those officials wrote, by date; else the defaults of facts files; else the sentence itself.

A facts file is a JSON list of objects with `key` (a kind of entry, or "*" for all that have none), `channel`,
`language`, `subject`, `body`. Placeholders are plain names in braces, nothing is evaluated. Always there are:
{sentence} of the ledger, {name} of the recipient, {link} as a full address, {site}. A line whose placeholders are
all empty is left out.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.base.messages.errors import MissingValue, NoText
from motcua.base.messages.models import Template
from motcua.kernel.words import LANGUAGES, Language, Words

OWN = Path(__file__).parent / "facts" / "texts.json"
ANY = "*"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    body: str

    def filled(self, values: Mapping[str, object], language: Language) -> "Text":
        """With values in place. MissingValue when the text asks for one that is not given."""
        subject = " ".join(_fill(self.subject, values, language).split())
        lines = (_line(line, values, language) for line in self.body.splitlines())
        body = "\n".join(line for line in lines if line is not None)
        return Text(subject, re.sub(r"\n{3,}", "\n\n", body).strip())


_defaults: dict[tuple[str, str, str], Text] = {}


def register_texts(path: Path) -> None:
    """Take the defaults of a facts file. ValueError for a doubled text, or one that lacks a language."""
    texts: dict[tuple[str, str, str], Text] = {}
    for row in json.loads(path.read_text(encoding="utf-8")):
        place = (row["key"], row["channel"], row["language"])
        text = Text(row["subject"], row["body"])
        if place in texts or _defaults.get(place, text) != text:
            raise ValueError(f"text {place} is there twice")
        texts[place] = text
    for key, channel, _ in texts:
        missing = [language for language in LANGUAGES if (key, channel, language) not in texts]
        if missing:
            raise ValueError(f"text {key} for {channel} lacks {missing}")
    _defaults.update(texts)


def text_for(key: str, channel: str, language: Language, day: date) -> Text:
    """The text valid on `day`. NoText when there is neither one for the key nor one for all."""
    written = (
        Template.objects.filter(key=key, channel=channel, language=language, valid_from__lte=day)
        .order_by("-valid_from")
        .first()
    )
    if written is not None:
        return Text(written.subject, written.body)
    text = _defaults.get((key, channel, language)) or _defaults.get((ANY, channel, language))
    if text is None:
        raise NoText(key=key, channel=channel)
    return text


def shipped_text(key: str, channel: str, language: Language) -> Text | None:
    """The default a facts file brings for exactly this key."""
    return _defaults.get((key, channel, language))


def shipped_keys() -> list[tuple[str, str]]:
    """Every (key, channel) there is a text for, in order."""
    return sorted({(key, channel) for key, channel, _ in _defaults})


def _line(line: str, values: Mapping[str, object], language: Language) -> str | None:
    names = PLACEHOLDER.findall(line)
    if names and all(_spoken(name, values, language) == "" for name in names):
        return None
    return _fill(line, values, language)


def _fill(text: str, values: Mapping[str, object], language: Language) -> str:
    return PLACEHOLDER.sub(lambda found: _spoken(found.group(1), values, language), text)


def _spoken(name: str, values: Mapping[str, object], language: Language) -> str:
    if name not in values:
        raise MissingValue(name=name)
    value = values[name]
    return str(getattr(value, language) if isinstance(value, Words) else value)


register_texts(OWN)
