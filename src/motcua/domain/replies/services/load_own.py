"""The house's own starting texts, shared at the city: there from the first day, changed by whoever may."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from motcua.domain.directory.enums import AgencyKind
from motcua.domain.directory.queries.agencies import agencies_on
from motcua.domain.replies.models import Reason, ReplyTemplate
from motcua.domain.replies.services.reasons import add_reason
from motcua.domain.replies.services.templates import ReplyText, add_template
from motcua.kernel import clock
from motcua.kernel.actor import Actor

FACTS = Path(__file__).parents[1] / "facts" / "replies.json"
REASONS = FACTS.with_name("reasons.json")


@transaction.atomic
def load_replies(*, actor: Actor) -> int:
    """How many were added; what is there already, changed or retired by officials, stays as it is."""
    city = agencies_on(clock.today()).filter(kind=AgencyKind.CITY).first()
    if city is None:
        return 0
    known = set(ReplyTemplate.objects.filter(agency=city).exclude(source="").values_list("source", flat=True))
    new = [row for row in read_facts() if row["source"] not in known]
    for row in new:
        reply = ReplyText(
            act=row["act"], title=row["title"], text=row["text"], ground=row.get("ground", ""),
            items=tuple((text, note) for text, note in row.get("items", ())),
        )  # fmt: skip
        add_template(actor=actor, reply=reply, agency_id=city.pk, source=row["source"])
    return len(new)


@transaction.atomic
def load_reasons(*, actor: Actor) -> int:
    """The common reasons that come with the house; those there already, changed or retired, stay as they are."""
    known = set(Reason.objects.exclude(source="").values_list("source", flat=True))
    rows: list[dict[str, str]] = json.loads(REASONS.read_text(encoding="utf-8"))
    new = [row for row in rows if row["source"] not in known]
    for row in new:
        add_reason(actor=actor, **row)
    return len(new)


def read_facts() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(FACTS.read_text(encoding="utf-8"))
    return rows
