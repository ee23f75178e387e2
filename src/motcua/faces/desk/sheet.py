"""The counter's screen between two presses: what is typed, chosen and found so far. Nothing is written here."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from motcua.base.territory.addresses import AddressToday, address_today
from motcua.casework.queries.at_counter import CasesOf, draft_for
from motcua.casework.services.take_over import DraftRef
from motcua.domain.cases.enums import ResultWanted
from motcua.domain.cases.models import Applicant, Case, Visit
from motcua.domain.catalogue.models import ProcedureVersion, TimeLimit
from motcua.domain.catalogue.queries import limits_for
from motcua.domain.catalogue.queries.linked import Linked, linked_named
from motcua.domain.directory.models import Office, Person
from motcua.domain.directory.queries import find_people
from motcua.faces.desk import counter
from motcua.faces.desk.carried import Carried
from motcua.faces.desk.counter import PaperLine
from motcua.faces.desk.forms.reception import ReceptionForm
from motcua.kernel.identifiers import Malformed, identity_number, phone
from motcua.kernel.identity_card import IdentityCard, read_card
from motcua.kernel.words import Words

COUNTER, POST = "counter", "post"
RECORD = 0
"""In place of a paper's position: the scan of the hand-over record."""
PERSON_FIELDS = ("full_name", "identity_number", "birth_date", "phone", "email", "address")
BUSINESS_FIELDS = ("kind", "organisation", "tax_code")
TYPED_FIELDS = (*PERSON_FIELDS, "organisation", "tax_code", "summary", "seek", "ground")
CARD_FIELDS = ("card", "card_compared")
DRAFT_FIELDS = ("draft", "draft_version")


@dataclass
class Sheet:
    """`typed` is the text of every field; `people` and `versions` what was found, None when nothing was sought.

    `waiting` is a scanned case whose result is ready.
    """

    offices: list[Office]
    office: Office
    typed: dict[str, str]
    person: Person | None = None
    version: ProcedureVersion | None = None
    people: list[Person] | None = None
    versions: list[ProcedureVersion] | None = None
    lines: list[PaperLine] = field(default_factory=list)
    limits: tuple[TimeLimit, ...] = ()
    files: dict[int, list[Carried]] = field(default_factory=dict)
    wrong_files: dict[int, Words] = field(default_factory=dict)
    card: IdentityCard | None = None
    draft: Case | None = None
    visit: Visit | None = None
    visit_cases: list[Case] = field(default_factory=list)
    cases: CasesOf | None = None
    linked: Linked | None = None
    """The procedures opened together with this one, when that was chosen."""
    notices: list[Words] = field(default_factory=list)
    waiting: Case | None = None

    @classmethod
    def read(cls, offices: list[Office], typed: dict[str, str]) -> "Sheet":
        office = next((office for office in offices if str(office.pk) == typed.get("office")), offices[0])
        sheet = cls(offices, office, typed)
        sheet.person = person_of(typed.get("person", ""))
        sheet.card = card_of(typed.get("card", ""))
        sheet.draft = draft_of(typed.get("draft", ""))
        version = counter.version_at(office, typed.get("version", ""))
        if version is not None:
            sheet.lay_out(version)
        linked = linked_named(typed.get("linked", ""))
        if linked is not None and version == linked.versions[0]:
            sheet.lay_out_together(linked)
        return sheet

    @property
    def draft_ref(self) -> DraftRef | None:
        """The draft as the page showed it; also one that is gone meanwhile, so that sending it says so."""
        key, version = self.typed.get("draft", ""), self.typed.get("draft_version", "")
        try:
            number = self.draft.filing_number if self.draft else ""
            return DraftRef(UUID(key), int(version), number) if key else None
        except ValueError:
            return None

    @property
    def blank(self) -> bool:
        """Nobody is chosen and nothing was typed: one may leave without losing anything."""
        chosen = self.person or self.version or self.card or self.draft or self.visit or any(self.files.values())
        return not chosen and not any(self.typed.get(name, "").strip() for name in TYPED_FIELDS)

    @property
    def compared(self) -> bool:
        return bool(self.typed.get("card_compared"))

    @property
    def card_state(self) -> str:
        """What the ledger says of the card: "" none, "scanned", "compared"."""
        return "" if self.card is None else "compared" if self.compared else "scanned"

    @property
    def address_today(self) -> AddressToday | None:
        """Today's ward of the typed address, where that says something new."""
        found = address_today(self.typed.get("address", ""))
        return found if found is not None and found.moved else None

    def lay_out(self, version: ProcedureVersion) -> None:
        """Take a procedure: its checklist and its limits."""
        self.version, self.versions = version, None
        self.lines = counter.checklist(version)
        self.limits = limits_for(version.pk, POST if self.typed.get("by_post") else COUNTER)
        self.typed["version"] = str(version.pk)

    def lay_out_together(self, linked: Linked) -> None:
        """The first of linked procedures with the papers of all, each once."""
        self.linked, self.typed["linked"] = linked, linked.bundle.key
        self.lines = counter.checklist_together(linked.versions)

    def choose_linked(self, linked: Linked) -> None:
        """What is typed of the counts stays; papers that come in addition begin with the usual ones."""
        if self.version != linked.versions[0]:
            self.choose_version(linked.versions[0])
        self.drop_draft()
        self.lay_out_together(linked)
        for line in self.lines:
            originals, copies = line.usual
            self.typed.setdefault(f"originals_{line.position}", str(originals))
            self.typed.setdefault(f"copies_{line.position}", str(copies))

    def drop_linked(self) -> None:
        self.linked, self.typed["linked"] = None, ""
        if self.version is not None:
            self.lines = counter.checklist(self.version)

    def choose_version(self, version: ProcedureVersion) -> None:
        """A newly chosen procedure: the counts begin with the usual ones."""
        self.drop_linked()
        self.lay_out(version)
        self.drop_draft()
        self.typed["seek"] = ""
        for line in self.lines:
            originals, copies = line.usual
            self.typed |= {f"originals_{line.position}": str(originals), f"copies_{line.position}": str(copies)}

    def drop_version(self) -> None:
        self.drop_linked()
        self.version, self.lines, self.limits = None, [], ()
        self.typed["version"] = ""
        self.drop_draft()

    def drop_draft(self) -> None:
        self.draft = None
        self.typed |= dict.fromkeys(DRAFT_FIELDS, "")

    def choose_person(self, person: Person) -> None:
        """A known person: what is known fills the fields."""
        self.person, self.people = person, None
        known = (
            person.full_name, person.identity_number or "", person.birth_text, person.phone, person.email,
            person.address,
        )  # fmt: skip
        self.typed |= dict(zip(PERSON_FIELDS, known, strict=True)) | {"person": str(person.pk), "seek_person": ""}

    def drop_person(self) -> None:
        self.person, self.card, self.cases, self.visit = None, None, None, None
        cleared = (*PERSON_FIELDS, *BUSINESS_FIELDS, *CARD_FIELDS, *DRAFT_FIELDS, "person", "seek_person", "visit")
        self.typed |= dict.fromkeys(cleared, "")
        self.draft = None

    def reuse(self, applicant: Applicant) -> None:
        """How the person was reached the last time, where nothing is known by now."""
        for name in ("phone", "email", "address"):
            self.typed[name] = self.typed.get(name) or getattr(applicant, name)

    def fill_from(self, applicant: Applicant) -> None:
        """All of an earlier application's details."""
        self.typed |= {name: getattr(applicant, name) for name in (*PERSON_FIELDS, *BUSINESS_FIELDS)}

    def seek_person(self) -> None:
        """One found is taken; nobody found: what was typed goes where it belongs, for a new person."""
        text = self.typed.get("seek_person", "").strip()
        if not text:
            return
        self.people = find_people(text)
        if len(self.people) == 1:
            self.choose_person(self.people[0])
        elif not self.people:
            self.drop_person()
            self.typed[kind_of(text)] = text

    def seek_version(self) -> None:
        """One found is taken."""
        text = self.typed.get("seek", "").strip()
        if not text:
            return
        self.versions = counter.found_procedures(self.office, text)
        if len(self.versions) == 1:
            self.choose_version(self.versions[0])

    @property
    def focus(self) -> str:
        """Where the hand goes next: the name of a field, "people" or "versions" found, or "send"."""
        if self.people:
            return "people"
        if self.people is not None:
            return "full_name"
        if not self.typed.get("full_name"):
            return "seek_person"
        if self.version is None:
            return "versions" if self.versions else "seek"
        return "send"

    def form(self, data: Any = None) -> ReceptionForm:
        """Bound to `data` when it is to be checked, else showing what is typed, without complaints."""
        initial = {"result_wanted": ResultWanted.COUNTER.value, **self.typed}
        form = ReceptionForm(data, offices=self.offices, lines=self.lines, limits=self.limits, initial=initial)
        if data is None and self.focus in form.fields:
            form.fields[self.focus].widget.attrs["autofocus"] = True
        return form


def kind_of(text: str) -> str:
    """Which field a sought text belongs to."""
    for name, read in (("identity_number", identity_number), ("phone", phone)):
        try:
            read(text)
        except Malformed:
            continue
        return name
    return "full_name"


def person_of(key: str) -> Person | None:
    try:
        return Person.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def draft_of(key: str) -> Case | None:
    try:
        return draft_for(UUID(key))
    except ValueError:
        return None


def card_of(text: str) -> IdentityCard | None:
    try:
        return read_card(text) if text else None
    except Malformed:
        return None
