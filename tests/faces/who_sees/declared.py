"""Who is shown which personal field of a case and its people, where, and whether whole or masked: no more, no less.

Taken from the rules, not from the pages: a case is read by who filed it, by officials of its agency and of those above,
and by who decides there by delegation (`domain/cases/permissions.py`); an asked agency reads what it is asked and the
papers shown to it while it is asked; a counter official takes a known person over; what holds the data of a case is
read by who may hold it (`base/access/roles.py`); whoever runs the system reads no case (docs/explanation/privacy.md).
"""

from dataclasses import dataclass

ROLES_OF_CASES = ("counter_official", "specialist", "clerk", "leader")


def at(*places: str, roles: tuple[str, ...] = ROLES_OF_CASES) -> frozenset[str]:
    return frozenset(f"{role}@{place}" for role in roles for place in places)


OWNER = frozenset({"owner"})
DELEGATE = frozenset({"leader@delegated"})
OFFICE = at("here", "city") | DELEGATE
COUNTERS = at("here", "city", roles=("counter_official",))
EVERY_COUNTER = COUNTERS | at("there", roles=("counter_official",))
KEEPERS = at("here", "city", roles=("leader",))
WORKING = at("here", "city", roles=("specialist", "leader"))
MAKER = frozenset({"specialist@here"})
STAFF = at("here", "city", roles=("administrator",))
REORGANISER = at("city", roles=("administrator",))

WHOLE, MASKED = "whole", "masked"


@dataclass(frozen=True, slots=True)
class Cell:
    """At one kind of place (`opened.PLACES`) these people read it."""

    place: str
    readers: frozenset[str]
    degree: str = WHOLE


MINE = Cell("own", OWNER)
CASE = Cell("case", OWNER | OFFICE)
DESK = Cell("case", OFFICE)
PAPER = Cell("paper", OWNER | OFFICE)
LIST = Cell("list", OFFICE)
ASKED = Cell("request", OFFICE | at("asked"))
FOUND = Cell("counter", EVERY_COUNTER)
NAMED = Cell("counter", EVERY_COUNTER, MASKED)
STAFF_PAGE = Cell("console", STAFF)

SHOWN: dict[str, tuple[Cell, ...]] = {
    # who asks, as it stands on the application
    "cases.Applicant.full_name": (
        MINE, CASE, PAPER, Cell("list", OWNER | OFFICE), Cell("counter", COUNTERS), Cell("bulk", MAKER),
    ),
    "cases.Applicant.organisation": (MINE, CASE, PAPER, LIST, Cell("counter", COUNTERS)),
    "cases.Applicant.tax_code": (MINE, CASE),
    "cases.Applicant.birth_date": (MINE, CASE),
    "cases.Applicant.identity_number": (
        MINE, Cell("own", OWNER, MASKED), CASE, Cell("paper", OWNER | OFFICE, MASKED),
    ),
    "cases.Applicant.identity_digest": (),
    "cases.Applicant.phone_digest": (),
    "cases.Applicant.phone": (MINE, CASE, PAPER),
    "cases.Applicant.email": (MINE, CASE, PAPER),
    "cases.Applicant.address": (MINE, CASE, PAPER, Cell("console", REORGANISER, MASKED)),
    # what was handed in and asked for
    "cases.Case.summary": (MINE, CASE),
    "cases.Case.data": (MINE, DESK),
    "cases.PaperFile.name": (MINE, CASE, PAPER, ASKED),
    "cases.TypedPage.texts": (MINE,),
    "cases.SupplementRequest.reason": (MINE, CASE, PAPER),
    "cases.SupplementRequest.answer": (CASE,),
    "cases.SupplementItem.text": (MINE, CASE, PAPER),
    "cases.SupplementItem.note": (MINE, CASE, PAPER),
    "cases.SupplementItem.answer": (CASE,),
    "cases.PostalRecord.giver": (DESK,),
    "cases.PostalCorrection.reason": (DESK,),
    "files.Upload.name": (),
    # what was done about it
    "routing.Task.note": (DESK,),
    "cases.ClockStop.note": (DESK,),
    "cases.ClockStop.evidence": (DESK,),
    "cases.SiteCheck.place": (MINE, DESK, PAPER),
    "cases.SiteCheck.people": (MINE, DESK, PAPER),
    "cases.SiteCheck.content": (MINE, DESK, PAPER),
    "routing.SubRequest.text": (ASKED,),
    "routing.SubRequest.answer": (DESK, ASKED),
    "routing.AnswerFile.name": (DESK, ASKED),
    "cases.DecisionDraft.text": (Cell("case", WORKING),),
    "cases.Decision.text": (MINE, CASE, PAPER),
    "cases.ReturnedDecision.text": (DESK, Cell("paper", OFFICE)),
    "cases.ReturnedDecision.reason": (DESK,),
    "cases.Apology.reason": (MINE, CASE, PAPER),
    "cases.HandOver.receiver": (),
    "cases.HandOver.identity_shown": (),
    "legacy.Imported.original": (),
    "legacy.Event.what": (DESK,),
    "legacy.Event.who": (DESK,),
    "bulk.Job.order": (Cell("bulk", MAKER),),
    "bulk.Row.reason_vi": (Cell("bulk", MAKER),),
    # how the data is kept
    "retention.Hold.reason": (Cell("keeping", KEEPERS),),
    "retention.Hold.release_reason": (Cell("keeping", KEEPERS),),
    "retention.DataRequest.note": (Cell("keeping", KEEPERS),),
    "retention.DataRequest.answer": (MINE, Cell("keeping", KEEPERS)),
    # what is told to people
    "correspondence.Message.subject": (MINE,),
    "correspondence.Message.body": (MINE,),
    "correspondence.Message.name": (),
    "correspondence.Message.address": (),
    "correspondence.Message.error": (),
    # a citizen the city knows
    "directory.Person.full_name": (MINE, FOUND),
    "directory.Person.birth_date": (MINE, FOUND),
    "directory.Person.identity_number": (MINE, FOUND, NAMED),
    "directory.Person.identity_digest": (),
    "directory.Person.phone_digest": (),
    "directory.Person.phone": (MINE, FOUND, NAMED),
    "directory.Person.email": (MINE, FOUND),
    "directory.Person.address": (MINE, FOUND),
    # an official, as a person
    "official.birth_date": (STAFF_PAGE, FOUND),
    "official.identity_number": (Cell("console", STAFF, MASKED), NAMED),
    "official.phone": (STAFF_PAGE, NAMED),
    "official.email": (STAFF_PAGE, Cell("account", MAKER)),
    "official.address": (),
}  # fmt: skip
"""By field, where it is read. () is nowhere: kept as a record, or for programs. `official.…` are the columns of
`directory.Person` of the official who works on the case."""

IN_OFFICE = "the name of who acted in office is told with the act"
OWN = "an official's or citizen's own way in, held by tests/base/access"
LOGGED = "read by who runs the machine alone, held by tests/ops/watching"

OUTSIDE: dict[str, str] = {
    "cases.Applicant.folded_name": "the name once more, for searches",
    "cases.Bundle.filer": "a number of ours",
    "documents.Document.facts": "what stands on papers, planted field by field",
    "bulk.Row.reason_en": "planted with reason_vi",
    "cases.Decision.signer": IN_OFFICE,
    "cases.ReturnedDecision.signer": IN_OFFICE,
    "cases.Apology.signer": IN_OFFICE,
    "cases.SignOff.signer": IN_OFFICE,
    "bulk.Job.actor_name": IN_OFFICE,
    "reorganisation.Operation.actor_name": IN_OFFICE,
    "reorganisation.Undecided.decided_by": IN_OFFICE,
    "retention.Hold.placed_by": IN_OFFICE,
    "retention.Hold.released_by": IN_OFFICE,
    "retention.DataRequest.answered_by": IN_OFFICE,
    "ledger.Entry.actor_name": IN_OFFICE,
    "access.Look.actor_name": IN_OFFICE,
    "desk.Presence.name": IN_OFFICE,
    "looking.Alarm.note": "of officials, about no case",
    "looking.Alarm.answered_by": IN_OFFICE,
    "directory.Absence.reason": "of officials, about no case",
    "ledger.Entry.person_id": "a number of ours",
    "correspondence.Message.person_id": "a number of ours",
    "directory.Person.name_folded": "the name once more, for searches",
    "directory.Person.sex": "one of three words, which stand everywhere",
    "directory.Person.identity_kind": "one of few words, which stand everywhere",
    "directory.Person.commune_code": "a number of communes, which stands everywhere",
    "directory.Enterprise.phone": "enterprises are known by their cases alone so far",
    "directory.Enterprise.email": "enterprises are known by their cases alone so far",
    "access.Account.username": OWN,
    "access.Account.password": OWN,
    "access.Account.email": OWN,
    "access.Account.last_login": OWN,
    "access.CodeApp.secret": OWN,
    "access.Passkey.name": OWN,
    "access.Visit.device": OWN,
    "access.Visit.place": OWN,
    "files.StoredFile.name": "the name under which bytes first came; cases have their own",
    "ledger.Cursor.error": LOGGED,
    "ledger.SetAside.error": LOGGED,
}
"""Personal fields that no line above is about, and why."""


def expected(name: str, knocker: str) -> set[tuple[str, str]]:
    """(place, degree) at which somebody reads a field."""
    return {(cell.place, cell.degree) for cell in SHOWN[name] if knocker in cell.readers}
