"""What each paper says, as frozen plain values: the promise of the moment of issue, kept with the document for ever.

Every text is Vietnamese as it will be printed; moments are aware; amounts are whole đồng, sizes bytes.
Field lists follow the forms of TT 01/2018/TT-VPCP Art. 9 and TT 03/2025/TT-VPCP Annex I.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of every paper. `parent` is the superior body, "" where the form leaves it out."""

    parent: str
    agency: str
    place: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a person is reached; any of the three may be ""."""

    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to ask about this paper: an official or a desk, a telephone, a site."""

    name: str
    phone: str
    website: str


@dataclass(frozen=True, slots=True)
class Signer:
    """`capacity` such as "TM. ỦY BAN NHÂN DÂN" or "", `title` such as "CHỦ TỊCH", and the name below."""

    name: str
    title: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the case and how many came: originals, certified copies, plain copies, electronic files."""

    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    electronic: int = 0


@dataclass(frozen=True, slots=True)
class FeeLine:
    name: str
    amount_vnd: int
    paid: bool


@dataclass(frozen=True, slots=True)
class MissingPaper:
    """One thing to bring or to mend, and how."""

    content: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file that arrived: for which paper, under which name, how large."""

    paper: str
    name: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Particular:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ReceiptSlip:
    """Form 01, receipt with the day of the result (NĐ 61/2018 Art. 17; NĐ 118/2025 as amended).

    `submitter` brings the papers, `owner` is who asks; `identity_number` may be masked by the caller.
    `due_note` is a line under the due moment, "" for none. No `fees`: nothing is owed.
    """

    kind: ClassVar[str] = "receipt"

    head: Letterhead
    case_code: str
    receiving_unit: str
    submitter: str
    channel: str
    contact: Contact
    identity_number: str
    procedure: str
    owner: str
    owner_address: str
    papers: tuple[PaperLine, ...]
    sets: int
    time_limit: str
    received_at: datetime
    due_at: datetime
    return_place: str
    fees: tuple[FeeLine, ...]
    register_book: str
    register_entry: str
    receiver: str
    tracking_site: str
    hotline: str
    due_note: str = ""


@dataclass(frozen=True, slots=True)
class SupplementSlip:
    """Form 02: everything that is missing, named at once (NĐ 61/2018 Art. 11.2c: asked one time)."""

    kind: ClassVar[str] = "supplement"

    head: Letterhead
    number: str
    case_code: str
    addressee: str
    procedure: str
    contact: Contact
    missing: tuple[MissingPaper, ...]
    reason: str
    help: Help
    signer: Signer


@dataclass(frozen=True, slots=True)
class RefusalSlip:
    """Form 03: why the papers are not taken, or at the end why it is not settled as asked (NĐ 61/2018 Art. 19.8).

    `result_number` is that of the decision at the end, "" for papers that were not taken; `receiver` who signs.
    """

    kind: ClassVar[str] = "refusal"

    head: Letterhead
    number: str
    case_code: str
    submitter: str
    contact: Contact
    procedure: str
    reason: str
    help: Help
    receiver: str
    result_number: str = ""


@dataclass(frozen=True, slots=True)
class StopNotice:
    """Form 05 of TT 03/2025: the case is stopped while no decision exists. `ground` is the legal basis."""

    kind: ClassVar[str] = "stop"

    head: Letterhead
    number: str
    addressee: str
    case_code: str
    procedure: str
    reason: str
    ground: str
    help: Help
    signer: Signer


@dataclass(frozen=True, slots=True)
class ApologySlip:
    """Form 04: the result comes later, the agency apologises and gives a new date (NĐ 61/2018 Art. 19.9)."""

    kind: ClassVar[str] = "apology"

    head: Letterhead
    number: str
    case_code: str
    addressee: str
    contact: Contact
    procedure: str
    received_at: datetime
    due_at: datetime
    new_due_at: datetime
    reason: str
    return_place: str
    recipients: tuple[str, ...]
    help: Help
    signer: Signer


@dataclass(frozen=True, slots=True)
class ResultDocument:
    """The result on A4 in the layout of NĐ 30/2020: approved on the system, not signed digitally.

    `title` is the type of document, `subject` its summary; `grounds` and `paragraphs` its text, `particulars` a
    two-column list after the first paragraph; `recipients` the lines under "Nơi nhận".
    """

    kind: ClassVar[str] = "result"

    head: Letterhead
    number: str
    case_code: str
    title: str
    subject: str
    grounds: tuple[str, ...]
    paragraphs: tuple[str, ...]
    particulars: tuple[Particular, ...]
    recipients: tuple[str, ...]
    signer: Signer
    approved_at: datetime


@dataclass(frozen=True, slots=True)
class FilingReceipt:
    """What the system says at once to a person who files online: the files it holds, and what comes next."""

    kind: ClassVar[str] = "filing"

    head: Letterhead
    filing_number: str
    filed_at: datetime
    submitter: str
    contact: Contact
    owner: str
    procedure: str
    files: tuple[FileLine, ...]
    next_step: str
    tracking_site: str
    hotline: str
    handed: tuple[PaperLine, ...] = ()
    """What was handed in on paper."""


@dataclass(frozen=True, slots=True)
class GuidanceSlip:
    """What to bring next time: given instead of a refusal, before anything is filed. The code is the draft's."""

    kind: ClassVar[str] = "guidance"

    head: Letterhead
    filing_number: str
    submitter: str
    contact: Contact
    procedure: str
    missing: tuple[MissingPaper, ...]
    office: str
    help: Help
    receiver: str


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One step of the way: who gave the case, who got it, when, until when, and how it was with the time."""

    step: str
    unit: str
    person: str
    received_at: datetime
    done: str
    due: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ControlSlip:
    """Form 06: the way of a case through the agencies, step by step (TT 03/2025; form 05 of TT 01/2018)."""

    kind: ClassVar[str] = "control"

    head: Letterhead
    number: str
    case_code: str
    procedure: str
    received_at: datetime
    due: str
    lines: tuple[ControlLine, ...]


@dataclass(frozen=True, slots=True)
class SiteCheckRecord:
    """A check on the spot: time, place, people, content (NĐ 61/2018 Art. 19.3). No circular prescribes a form."""

    kind: ClassVar[str] = "site_check"

    head: Letterhead
    number: str
    case_code: str
    procedure: str
    owner: str
    checked_at: datetime
    place: str
    people: tuple[str, ...]
    content: str
    entered_at: datetime
    signer: Signer


Slip = (
    ReceiptSlip
    | SupplementSlip
    | RefusalSlip
    | StopNotice
    | ApologySlip
    | ResultDocument
    | FilingReceipt
    | GuidanceSlip
    | ControlSlip
    | SiteCheckRecord
)

SLIPS: dict[str, type[Slip]] = {
    slip.kind: slip
    for slip in (
        ReceiptSlip,
        SupplementSlip,
        RefusalSlip,
        StopNotice,
        ApologySlip,
        ResultDocument,
        FilingReceipt,
        GuidanceSlip,
        ControlSlip,
        SiteCheckRecord,
    )
}
