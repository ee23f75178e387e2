"""Three exercises at the counter. Whether one is done is read from the practice city's ledger, not from clicks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.base.ledger import sentence
from motcua.base.ledger.models import Entry
from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Exercise:
    """`kind` is the entry that shows it was done."""

    kind: str
    words: Words
    how: tuple[Words, ...]
    url: str
    button: Words


EXERCISES = (
    Exercise(
        "case.accepted",
        Words("Tiếp nhận", "Accept a case"),
        (
            Words("Mở “Tiếp nhận”, chọn một thủ tục.", "Open “Reception” and choose a procedure."),
            Words("Điền người nộp, đánh dấu giấy tờ đã nhận.", "Enter the applicant and tick the papers received."),
            Words("Tiếp nhận và xem giấy hẹn: có dấu “BẢN LUYỆN TẬP”.",
                  "Accept, and look at the slip: it bears “BẢN LUYỆN TẬP”."),
        ),
        "/can-bo/tiep-nhan/",
        Words("Đến trang tiếp nhận", "To reception"),
    ),
    Exercise(
        "case.supplement_requested",
        Words("Bổ sung", "Ask for a supplement"),
        (
            Words("Mở một hồ sơ “Chờ tiếp nhận” trong danh sách việc.",
                  "Open a case “Awaiting acceptance” in the list."),
            Words("Chọn “Yêu cầu bổ sung”, ghi đủ một lần mọi thứ còn thiếu.",
                  "Choose to ask for supplements; name everything missing at once."),
        ),
        "/can-bo/",
        Words("Đến danh sách việc", "To the worklist"),
    ),
    Exercise(
        "case.returned",
        Words("Trả kết quả", "Hand over a result"),
        (
            Words("Mở “Trả kết quả”, tìm một hồ sơ đã có kết quả.",
                  "Open “Hand back” and find a case whose result is ready."),
            Words("Xem giấy tờ người nhận, ghi tên và xác nhận đã trả.",
                  "Look at the receiver's identity paper, enter the name and confirm."),
        ),
        "/can-bo/tra-ket-qua/",
        Words("Đến trang trả kết quả", "To handing over"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Progress:
    """An exercise, and what shows that it was done since one began."""

    exercise: Exercise
    done_at: datetime | None
    told: Words | None


def progress_of(account_id: UUID | None, since: datetime) -> list[Progress]:
    """One line for each exercise; one statement."""
    kinds = [one.kind for one in EXERCISES]
    found = Entry.objects.filter(account_id=account_id, kind__in=kinds, at__gte=since).order_by("id")
    first: dict[str, Entry] = {}
    for entry in found:
        first.setdefault(entry.kind, entry)
    return [_progress(one, first.get(one.kind)) for one in EXERCISES]


def _progress(exercise: Exercise, entry: Entry | None) -> Progress:
    return Progress(exercise, entry.at, sentence(entry)) if entry else Progress(exercise, None, None)
