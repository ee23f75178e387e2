"""The one place that says of every personal field of every model by which rule it is kept and how it goes.

A project test walks all models: no personal field is missing here, and none is named that does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.base.erasure.marks import ERASED
from motcua.casework.retention.rules import (
    CASE,
    FAULT,
    LEDGER,
    LOOK,
    MESSAGE,
    OFFICE,
    ORDER,
    PAPERS,
    PASSING,
    PERSON,
    REQUEST,
    RESULT,
    Rule,
)

TEXT = object()
"""A text becomes ERASED where there was one."""

GONE = object()
"""The whole row goes."""

STAYS = object()
"""It is kept as long as the rule says: for ever."""

FACTS = object()
"""The paper's facts lose what is personal (`documents/scrubbing.py`)."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one model's personal fields under one rule. `of`: the way from a row to its case or person, ""
    where rows go by their age. `also`: fields that are not personal by themselves, but tie the row to a person.
    """

    model: str
    rule: Rule
    becomes: Mapping[str, Any]
    of: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)


FATES: tuple[Fate, ...] = (
    # a case, what belongs to it, and who asks
    Fate("cases.Applicant", CASE, {
        "full_name": ERASED, "folded_name": "", "organisation": "", "tax_code": "", "birth_date": "",
        "identity_number": "", "identity_digest": "", "phone": "", "phone_digest": None, "email": "", "address": "",
    }, of="case", also={"person": None}),
    Fate("cases.Case", CASE, {"data": {}, "summary": ""}, of="pk", also={"filer": None}),
    Fate("cases.Bundle", CASE, {}, of="members__case", also={"filer": None}),
    Fate("cases.PaperFile", PAPERS, {"name": ERASED}, of="paper__case"),
    Fate("cases.ClockStop", CASE, {"note": TEXT, "evidence": TEXT}, of="case"),
    Fate("cases.SupplementRequest", CASE, {"reason": TEXT, "answer": TEXT}, of="case"),
    Fate("cases.SupplementItem", CASE, {"text": TEXT, "note": TEXT, "answer": TEXT}, of="request__case"),
    Fate("cases.TypedPage", CASE, {"texts": GONE}, of="case"),
    Fate("cases.DecisionDraft", CASE, {"text": ERASED}, of="case"),
    Fate("cases.Apology", CASE, {"reason": ERASED}, of="case"),
    Fate("cases.SiteCheck", CASE, {"place": ERASED, "people": ERASED, "content": ERASED}, of="case"),
    Fate("cases.PostalRecord", CASE, {"giver": ERASED}, of="case"),
    Fate("cases.PostalCorrection", CASE, {"reason": ERASED}, of="record__case"),
    Fate("cases.HandOver", CASE, {"receiver": ERASED, "identity_shown": ERASED}, of="case"),
    Fate("cases.ReturnedDecision", CASE, {"reason": ERASED}, of="case"),
    Fate("routing.Task", CASE, {"note": TEXT}, of="case"),
    Fate("routing.SubRequest", CASE, {"text": TEXT, "answer": TEXT}, of="case"),
    Fate("routing.AnswerFile", PAPERS, {"name": ERASED}, of="request__case"),
    Fate("legacy.Imported", CASE, {"original": ERASED}, of="case"),
    Fate("legacy.Event", CASE, {"what": TEXT, "who": TEXT}, of="imported__case"),
    Fate("bulk.Row", CASE, {"reason_vi": TEXT, "reason_en": TEXT}, of="case"),
    Fate("retention.Hold", CASE, {"reason": ERASED, "release_reason": TEXT}, of="case"),
    Fate("documents.Document", CASE, {"facts": FACTS}),
    # signed results, which the law keeps, and acts in office
    Fate("cases.Decision", RESULT, {"text": STAYS, "signer": STAYS}),
    Fate("cases.ReturnedDecision", RESULT, {"text": STAYS, "signer": STAYS}),
    Fate("cases.Apology", OFFICE, {"signer": STAYS}),
    Fate("cases.SignOff", OFFICE, {"signer": STAYS}),
    Fate("bulk.Job", OFFICE, {"actor_name": STAYS}),
    Fate("reorganisation.Operation", OFFICE, {"actor_name": STAYS}),
    Fate("reorganisation.Undecided", OFFICE, {"decided_by": STAYS}),
    Fate("directory.Absence", OFFICE, {"reason": STAYS}),
    Fate("looking.Alarm", OFFICE, {"note": STAYS, "answered_by": STAYS}),
    Fate("retention.Hold", OFFICE, {"placed_by": STAYS, "released_by": STAYS}),
    Fate("ledger.Entry", OFFICE, {"actor_name": STAYS}),
    Fate("ledger.Entry", LEDGER, {"person_id": STAYS}),
    # a person without a case left
    Fate("directory.Person", PERSON, {
        "full_name": ERASED, "name_folded": "", "birth_date": None, "sex": "unknown", "identity_kind": "none",
        "identity_number": None, "identity_digest": None, "phone": "", "phone_digest": None, "email": "", "address": "",
        "commune_code": "",
    }, of="pk"),
    Fate("access.Account", PERSON, {"username": GONE, "password": GONE, "email": "", "last_login": None}),
    Fate("access.CodeApp", PERSON, {"secret": GONE}),
    Fate("access.Passkey", PERSON, {"name": GONE}),
    Fate("directory.Enterprise", PERSON, {"phone": "", "email": ""}, of="representative",
         also={"representative": None}),
    # by their age
    Fate("correspondence.Message", MESSAGE, {
        "person_id": GONE, "name": GONE, "address": GONE, "subject": GONE, "body": GONE, "error": GONE,
    }),
    Fate("access.Look", LOOK, {"actor_name": ERASED}),
    Fate("bulk.Job", ORDER, {"order": {}}),
    Fate("retention.DataRequest", REQUEST, {"note": TEXT, "answer": TEXT, "answered_by": STAYS}),
    Fate("ledger.Cursor", FAULT, {"error": ""}),
    Fate("ledger.SetAside", FAULT, {"error": ERASED}),
    Fate("files.StoredFile", PAPERS, {"name": ERASED}),
    Fate("files.Upload", PASSING, {"name": GONE}),
    Fate("access.Visit", PASSING, {"device": GONE, "place": GONE}),
    Fate("desk.Presence", PASSING, {"name": GONE}),
)  # fmt: skip


def declared() -> dict[str, list[Rule]]:
    """By "app.Model.field", the rules that say something of it."""
    found: dict[str, list[Rule]] = {}
    for fate in FATES:
        for name in fate.becomes:
            found.setdefault(f"{fate.model}.{name}", []).append(fate.rule)
    return found
