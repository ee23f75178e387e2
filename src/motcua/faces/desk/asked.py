"""What agencies ask each other, as lines and rows for the pages of the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from motcua.base.ui import due
from motcua.casework.asked_time import lengths_of_requests
from motcua.casework.queries.requests import RequestPage, acts_for
from motcua.casework.queries.sharing import answering_at
from motcua.domain.routing.enums import AskKind, AskState
from motcua.domain.routing.models import SubRequest
from motcua.faces.desk.shown import Viewer, kept_of
from motcua.kernel import clock
from motcua.kernel.actor import Actor
from motcua.kernel.words import Words

TONES = {
    AskState.SENT: "info",
    AskState.TAKEN: "info",
    AskState.ANSWERED: "ontime",
    AskState.REFUSED: "near",
    AskState.RECALLED: "plain",
}
ACTS = {
    "take": Words("Nhận xử lý", "Take it on"),
    "answer": Words("Gửi trả lời", "Send the answer"),
    "refuse": Words("Từ chối trả lời", "Refuse to answer"),
    "assign": Words("Giao cho cán bộ", "Assign to an official"),
    "release": Words("Trả về đơn vị", "Give back to the unit"),
    "remind": Words("Đôn đốc", "Remind"),
    "escalate": Words("Báo cấp trên", "Tell the agency above"),
    "recall": Words("Thu hồi yêu cầu", "Recall the request"),
}
DONE = {
    "take": Words("Bạn đã nhận xử lý yêu cầu {slip}.", "You have taken request {slip} on."),
    "answer": Words("Đã gửi trả lời yêu cầu {slip}.", "Request {slip} is answered."),
    "refuse": Words("Đã từ chối yêu cầu {slip}, kèm lý do.", "Request {slip} was refused with its reason."),
    "assign": Words("Đã giao yêu cầu {slip} cho {who}.", "Request {slip} was assigned to {who}."),
    "release": Words("Yêu cầu {slip} đã về đơn vị, chờ người nhận.", "Request {slip} waits to be taken again."),
    "remind": Words("Đã đôn đốc {agency}.", "{agency} was reminded."),
    "escalate": Words("Đã báo cấp trên của {agency}.", "The agency above {agency} was told."),
    "recall": Words("Đã thu hồi yêu cầu gửi {agency}.", "The request to {agency} was recalled."),
}


CHOOSE = Words("— Chọn —", "— Choose —")
DESK = Words(
    "{name}, {title}: {tasks} việc, {asked} yêu cầu phối hợp", "{name}, {title}: {tasks} tasks, {asked} requests"
)
DESK_AWAY = Words(
    "{name}, {title} (đang vắng): {tasks} việc, {asked} yêu cầu phối hợp",
    "{name}, {title} (away): {tasks} tasks, {asked} requests",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One request in a list or on the page of its case."""

    request: SubRequest
    url: str
    kind: Words
    state: Words
    tone: str
    due_tone: str
    length: Words | None = None
    acts: tuple[tuple[str, Words], ...] = ()


def lines_of(requests: Sequence[SubRequest], actor: Actor | None = None) -> list[Line]:
    """With `actor`: also what they may press to chase it, on the page of the case."""
    lengths = lengths_of_requests(requests)
    return [_line(one, actor, lengths.get(one.pk)) for one in requests]


def _line(request: SubRequest, actor: Actor | None, length: Words | None) -> Line:
    state = AskState(request.state)
    acts = acts_for(actor, request) if actor else ()
    mark = due.mark(request.due_at, now=clock.now(), stopped=False, done_at=request.closed_at)
    return Line(
        request=request,
        url=reverse("desk:request", args=[request.pk]),
        kind=AskKind(request.kind).words,
        state=state.words,
        tone=TONES[state],
        due_tone=mark.tone,
        length=length,
        acts=tuple((act, ACTS[act]) for act in acts if act in ("remind", "escalate", "recall")),
    )


def desks(page: RequestPage) -> list[dict[str, Any]]:
    """Who may be given the request, whoever has least first; nobody where the reader may not give it."""
    if "assign" not in page.acts:
        return []
    return [{"value": "", "label": CHOOSE}] + [
        {"value": str(one.position.pk), "label": (DESK_AWAY if one.away else DESK).fill(
            name=one.position.person.full_name, title=one.position.title, tasks=one.open, asked=one.asked)}
        for one in answering_at(page.request.agency)
        if one.position.pk != page.request.taken_by_id
    ]  # fmt: skip


def paper_rows(page: RequestPage, base: str) -> list[dict[str, Any]]:
    """The papers shown, each with its files."""
    return [
        {
            "paper": paper,
            "files": [
                {
                    "name": file.name,
                    "url": f"{base}?tep={file.pk}#giay-to",
                    "thumb": reverse("desk:request_page", args=[page.request.pk, file.pk, 1]) + "?rong=160",
                    "size": file.size,
                    "note": Words("{n} trang", "{n} pages").fill(n=file.file.pages),
                }
                for file in kept_of(paper)
            ],
        }
        for paper in page.papers
    ]


def viewer_of(page: RequestPage, asked: dict[str, str], base: str) -> Viewer | None:
    """The page asked for, else the first of the first file; None without files."""
    turns = [(file, n) for paper in page.papers for file in kept_of(paper) for n in range(1, file.file.pages + 1)]
    if not turns:
        return None
    wanted = (asked.get("tep", ""), asked.get("trang", "1"))
    place = next((at for at, (file, n) in enumerate(turns) if (str(file.pk), str(n)) == wanted), 0)
    file, number = turns[place]

    def turn(at: int) -> str:
        return f"{base}?tep={turns[at][0].pk}&trang={turns[at][1]}#giay-to"

    return Viewer(
        file=file,
        number=number,
        picture=reverse("desk:request_page", args=[page.request.pk, file.pk, number]),
        original=reverse("desk:request_file", args=[page.request.pk, file.pk]),
        previous=turn(place - 1) if place else "",
        following=turn(place + 1) if place + 1 < len(turns) else "",
    )


def answer_files(request: SubRequest) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "url": reverse("desk:request_file", args=[request.pk, one.pk]), "size": one.size}
        for one in request.files.all()
    ]
