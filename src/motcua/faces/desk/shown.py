"""What a case's page shows, as values: facts, stops of the way, papers with their pictures, slips."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from motcua.base.documents.models import Document
from motcua.casework import steps, stops
from motcua.casework.legacy.telling import decided_before
from motcua.casework.post import record_of
from motcua.casework.queries.actions import ALL
from motcua.casework.queries.five_clear import waits_for_applicant
from motcua.casework.queries.page import CasePage
from motcua.casework.signing import WORDS
from motcua.domain.cases.enums import ApplicantKind, Channel, ResultWanted
from motcua.domain.cases.models import Case, PaperFile
from motcua.domain.processes.graph.definition import SignOff
from motcua.domain.routing.steps import Step
from motcua.faces.desk.presence import Present
from motcua.faces.desk.rows import CHANNELS, holder_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.identifiers import Malformed, phone
from motcua.kernel.text import money, short_date, weekday_time
from motcua.kernel.words import Words

Row = dict[str, object]

SLIPS = {
    "filing": Words("Phiếu ghi nhận đã nộp", "Filing receipt"),
    "receipt": Words("Giấy tiếp nhận và hẹn trả (mẫu 01)", "Receipt with due date (slip 01)"),
    "supplement": Words("Phiếu yêu cầu bổ sung (mẫu 02)", "Request for supplements (slip 02)"),
    "refusal": Words("Phiếu từ chối tiếp nhận, giải quyết (mẫu 03)", "Refusal (slip 03)"),
    "apology": Words("Xin lỗi và hẹn lại ngày trả (mẫu 04)", "Apology with a new date (slip 04)"),
    "stop": Words("Thông báo dừng giải quyết (mẫu 05)", "Notice of stopping (slip 05)"),
    "control": Words("Phiếu kiểm soát quá trình (mẫu 06)", "Control slip (slip 06)"),
    "site_check": Words("Biên bản kiểm tra thực tế", "Record of a check on the spot"),
    "result": Words("Kết quả giải quyết", "Result"),
    "guidance": Words("Hướng dẫn hoàn thiện hồ sơ", "What to bring"),
}
WANTED = {
    ResultWanted.COUNTER: Words("Nhận tại Bộ phận Một cửa", "At the one-stop office"),
    ResultWanted.ONLINE: Words("Nhận bản điện tử", "Electronically"),
    ResultWanted.POST: Words("Nhận qua bưu điện", "By post"),
}


BRANCH = Words("Nhánh {n} · {name}", "Branch {n} · {name}")
DUE_BY = Words("{who} – xong trước {due}", "{who} – by {due}")
READY = Words("{who} – kết quả chờ người nộp đến nhận", "{who} – the result waits for the applicant")
LATE_SINCE = Words("{who} – trễ từ {due}", "{who} – late since {due}")
DONE_LATE = Words("{at}, trễ", "{at}, late")


def facts_rows(case: Case) -> list[Row]:
    """Who, what, where: only what is known."""
    who = case.applicant
    organisation = who.kind == ApplicantKind.ORGANISATION
    rows = [
        (Words("Tổ chức", "Organisation"), who.organisation if organisation else ""),
        (Words("Mã số thuế", "Tax code"), who.tax_code if organisation else ""),
        (Words("Người nộp", "Applicant"), who.full_name),
        (Words("Số định danh", "Identity number"), who.identity_number),
        (Words("Ngày sinh", "Born"), who.birth_date),
        (Words("Điện thoại", "Phone"), phone_shown(who.phone)),
        (Words("Thư điện tử", "E-mail"), who.email),
        (Words("Địa chỉ", "Address"), who.address),
        (Words("Nội dung", "Subject"), case.summary),
        (Words("Cách nộp", "Filed"), CHANNELS[Channel(case.channel)]),
        (Words("Bưu điện giao", "Handed over by post"), handed_by_post(case)),
        (Words("Muốn nhận kết quả", "Result wanted"), WANTED[ResultWanted(case.result_wanted)]),
        (Words("Nộp lúc", "Filed at"), weekday_time(case.submitted_at) if case.submitted_at else ""),
        (Words("Tiếp nhận lúc", "Accepted at"), weekday_time(case.accepted_at) if case.accepted_at else ""),
        (Words("Nơi tiếp nhận", "Received at"), case.office.name),
        (Words("Cơ quan giải quyết", "Deciding agency"), case.resolving_agency.name),
        (Words("Căn cứ ngày hẹn", "Ground of the promised day"), case.promise_ground),
        (Words("Theo phiên bản, quy trình", "Version and process"), runs_under(case)),
        (Words("Quyết định ở hệ thống cũ", "Decided in the older system"), decided_before(case) or ""),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]


MENDED = Words("{said}; {who} đã sửa: {reason}", "{said}; corrected by {who}: {reason}")


def handed_by_post(case: Case) -> Words | str:
    """The record signed with the post, and who signed."""
    found = record_of(case)
    if found is None:
        return ""
    told = Words("biên bản số {number}, {at}, {giver} giao", "record {number}, {at}, given by {giver}")
    said = told.fill(number=found.number, at=weekday_time(found.signed_at), giver=found.giver)
    for one in found.corrections.all():
        who = f"{one.position.person.full_name}, {weekday_time(one.corrected_at)}"
        said = MENDED.fill(said=said, who=who, reason=one.reason)
    return said


def runs_under(case: Case) -> Words:
    """Under which version of the procedure and the process of which day the case runs."""
    day = short_date(steps.process_day(case))
    facts = {"n": case.procedure_version.number, "steps": len(steps.process_of(case)), "day": day}
    if case.process_day is None:
        return Words(
            "Phiên bản {n} của thủ tục; quy trình {steps} bước áp dụng ngày nộp {day}",
            "Version {n} of the procedure; the process of {steps} steps in force on the day of filing, {day}",
        ).fill(**facts)
    return Words(
        "Phiên bản {n} của thủ tục; quy trình {steps} bước của ngày {day}, theo quyết định chuyển hồ sơ",
        "Version {n} of the procedure; the process of {steps} steps of {day}, by the decision that moved the case",
    ).fill(**facts)


def phone_shown(digits: str) -> str:
    """0912 345 678; as stored where it is not a number we know."""
    try:
        return phone(digits).shown if digits else ""
    except Malformed:
        return digits


def stops_of(page: CasePage) -> list[Row]:
    """The way of the case as items of the "steps" component: done, now, next."""
    marks = stops.marks_of(page)
    return [
        {"name": _name(page, step), "note": _note(page, step, marks[step.key]), "state": marks[step.key]}
        for step in steps.process_of(page.case)
        if marks[step.key] != "past"
    ]


def _name(page: CasePage, step: Step) -> Words:
    branch = stops.branch_of(page, step.key)
    return BRANCH.fill(n=branch, name=step.words) if branch else step.words


def approvals(page: CasePage) -> list[Row]:
    """The chain of sign-offs: given by whom and when, dead ones marked, those that are missing."""
    rows: list[Row] = [
        {"what": WORDS[SignOff(one.kind)], "who": one.signer, "at": one.signed_at, "dead": one.died_at}
        for one in page.approvals
    ]
    living = {one.kind for one in page.approvals if one.died_at is None}
    return rows + [{"what": WORDS[kind], "missing": True} for kind in page.chain if kind.value not in living]


def beside(page: CasePage, actor: Actor, base: str) -> list[Row]:
    """Where several open steps are the reader's: a tab for each."""
    mine = [task for task in page.open if steps.post_for_role(actor, task) is not None]
    join = "&" if "?" in base else "?"
    return [
        {
            "label": steps.named(page.case, task).words,
            "url": f"{base}{join}buoc={task.pk}",
            "current": page.task is not None and task.pk == page.task.pk,
        }
        for task in (mine if len(mine) > 1 else ())
    ]


def with_task(carry: str, page: CasePage, actor: Actor) -> str:
    """The address of an act keeps which step is meant, where several are the reader's."""
    if page.task is None or not beside(page, actor, ""):
        return carry
    return f"{carry}{'&' if carry else '?'}buoc={page.task.pk}"


def _note(page: CasePage, step: Step, state: str) -> Words | str:
    """Who holds a present step and until when; when a past one ended and what was noted."""
    own = [task for task in page.tasks if task.step == step.key]
    here = next((task for task in page.open if task.step == step.key), None)
    if state == "now" and here is not None:
        who = holder_of(page.facts, here)
        due = here.due_at
        if waits_for_applicant(here, page.case):
            return READY.fill(who=who)
        if due is None:
            return who
        return (LATE_SINCE if page.timed and due < clock.now() else DUE_BY).fill(who=who, due=weekday_time(due))
    ended = [task for task in own if task.closed_at is not None]
    if state == "done" and ended and ended[-1].closed_at is not None:
        at, note = weekday_time(ended[-1].closed_at), ended[-1].note
        waited = waits_for_applicant(ended[-1], page.case)
        if not waited and ended[-1].due_at is not None and ended[-1].closed_at > ended[-1].due_at:
            at = DONE_LATE.fill(at=at)
        return Words(f"{at.vi} – {note}", f"{at.en} – {note}") if note else at
    return ""


def slips_of(documents: Sequence[Document]) -> list[Row]:
    return [
        {
            "name": SLIPS[document.kind],
            "number": document.number,
            "at": document.created_at,
            "url": reverse("desk:slip", args=[document.pk]),
            "withdrawn": getattr(document, "withdrawal", None),
        }
        for document in documents
    ]


def held_now(page: CasePage) -> Words | None:
    """What holds the data of the case, told from what happened; None where nothing does."""
    placed = [line for line in page.timeline if line.kind == "case.hold_placed"]
    released = sum(line.kind == "case.hold_released" for line in page.timeline)
    return placed[-1].words if len(placed) > released else None


def owed(page: CasePage) -> list[Row]:
    """Financial duties: what, how much, settled when."""
    return [
        {
            "note": stop.note,
            "amount": money(stop.amount_vnd) if stop.amount_vnd else "",
            "at": stop.began_at,
            "settled_at": stop.ended_at,
            "evidence": stop.evidence,
        }
        for stop in page.stops
        if stop.reason == "duty"
    ]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The page of a file that stands open beside the facts."""

    file: PaperFile
    number: int
    picture: str
    original: str
    previous: str
    following: str


def viewer_of(page: CasePage, asked: dict[str, Any], base: str) -> Viewer | None:
    """The file and page asked for (`tep`, `trang`), else the first page of the first file; None without files."""
    turns = [
        (file, number) for paper in page.papers for file in kept_of(paper) for number in range(1, file.file.pages + 1)
    ]
    if not turns:
        return None
    place = next((at for at, turn in enumerate(turns) if _is(turn, asked)), 0)
    file, number = turns[place]
    return Viewer(
        file=file,
        number=number,
        picture=reverse("desk:file_page", args=[file.pk, number]),
        original=reverse("desk:file", args=[file.pk]),
        previous=_turn(base, turns[place - 1]) if place else "",
        following=_turn(base, turns[place + 1]) if place + 1 < len(turns) else "",
    )


def paper_rows(page: CasePage, base: str) -> list[Row]:
    """The checklist: each paper with its counts and its files."""
    return [
        {
            "paper": paper,
            "files": [
                {
                    "name": file.name,
                    "url": _turn(base, (file, 1)),
                    "thumb": reverse("desk:file_page", args=[file.pk, 1]) + "?rong=160",
                    "size": file.size,
                    "note": Words("{n} trang", "{n} pages").fill(n=file.file.pages),
                }
                for file in kept_of(paper)
            ],
        }
        for paper in page.papers
    ]


def kept_of(paper: Any) -> list[PaperFile]:
    return list(paper.kept)


def _is(turn: tuple[PaperFile, int], asked: dict[str, Any]) -> bool:
    file, number = turn
    return str(file.pk) == str(asked.get("tep", "")) and str(number) == str(asked.get("trang", "1"))


def _turn(base: str, turn: tuple[PaperFile, int]) -> str:
    file, number = turn
    page = f"&trang={number}" if number > 1 else ""
    return f"{base}{'&' if '?' in base else '?'}tep={file.pk}{page}#giay-to"


READING = Words("{name} đang xem hồ sơ này", "{name} is looking at this case")
WRITING = Words(
    "{name} đang mở việc “{act}”. Bạn nên trao đổi trước khi làm.",
    "{name} has “{act}” open. Better talk before you go on.",
)
ACTS = {action.name: action.words for action in ALL}


def present_rows(present: Sequence[Present]) -> list[Row]:
    """Who else has the case open, in words: reading, or with the form of an act before them."""
    return [
        {
            "words": WRITING.fill(name=one.name, act=ACTS[one.act]) if one.act else READING.fill(name=one.name),
            "act": one.act,
            "icon": "pencil" if one.act else "eye",
        }
        for one in present
    ]
