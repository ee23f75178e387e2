"""What a step table means, in sentences: its effect, and how it differs from the one that holds."""

from collections.abc import Sequence

from motcua.casework.process_effect import ProcessEffect
from motcua.domain.processes.tables import Line
from motcua.kernel.text import number
from motcua.kernel.words import Words

SAME = Words("Bảng này giống hệt quy trình đang áp dụng.", "This table is the one that holds already.")


def sentences(effect: ProcessEffect) -> list[tuple[str, Words]]:
    """Each with its tone."""
    told = [
        (
            "info",
            Words("{n} thủ tục sẽ theo quy trình này.", "{n} procedures will follow this process.").fill(
                n=number(effect.procedures)
            ),
        ),
        (
            "ontime",
            Words(
                "{n} hồ sơ đang mở giữ quy trình của mình.", "{n} open cases stay on the process they began with."
            ).fill(n=number(effect.open_cases)),
        ),
    ]
    for one in effect.unstaffed:
        words = Words(
            "Bước {step} “{name}”: {n} trên {all} cơ quan chưa có ai giữ vai trò này.",
            "Step {step} “{name}”: nobody holds the role at {n} of {all} agencies.",
        )
        name = Words(one.line.name_vi, one.line.name_en)
        told.append(("near", words.fill(step=one.number, name=name, n=one.agencies, all=effect.agencies)))
    if effect.tight:
        words = Words(
            "{n} thủ tục hẹn trả ngắn hơn tổng số giờ của các bước.",
            "{n} procedures promise less time than the steps take together.",
        )
        told.append(("late", words.fill(n=number(len(effect.tight)))))
    else:
        told.append(
            (
                "ontime",
                Words("Tổng số giờ của các bước vừa với mọi hạn trả.", "The hours of all steps fit every promise."),
            )
        )
    return told


def difference(before: Sequence[Line], after: Sequence[Line]) -> list[Words]:
    """Line by line: added, gone, changed, moved."""
    old = {line.key: (place, line) for place, line in enumerate(before, start=1)}
    kept = {line.key for line in after if line.key in old}
    told = [
        Words("Bỏ bước “{name}”.", "Step “{name}” goes.").fill(name=_name(line))
        for key, (_, line) in old.items()
        if key not in kept
    ]
    for place, line in enumerate(after, start=1):
        if line.key not in kept:
            told.append(Words("Thêm bước {n} “{name}”.", "Step {n} “{name}” is added.").fill(n=place, name=_name(line)))
            continue
        former_place, former = old[line.key]
        if former != line:
            words = Words("Bước {n} “{name}”: {changes}.", "Step {n} “{name}”: {changes}.")
            told.append(words.fill(n=place, name=_name(line), changes=_changes(former, line)))
        if former_place != place and len(kept) == len(before) == len(after):
            words = Words("Bước “{name}” chuyển từ {a} sang {b}.", "Step “{name}” moves from {a} to {b}.")
            told.append(words.fill(name=_name(line), a=former_place, b=place))
    return told or [SAME]


def _name(line: Line) -> Words:
    return Words(line.name_vi, line.name_en)


def _changes(before: Line, after: Line) -> Words:
    parts = []
    for name, words in (
        ("name_vi", Words("tên", "name")),
        ("name_en", Words("tên tiếng Anh", "English name")),
        ("unit", Words("đơn vị", "unit")),
        ("role", Words("vai trò", "role")),
        ("hours", Words("số giờ", "hours")),
        ("parallel", Words("nhánh song song", "parallel branch")),
        ("agency", Words("cơ quan", "agency")),
        ("skill", Words("chuyên môn", "skill")),
        ("same_as", Words("người làm", "person")),
        ("thread", Words("cán bộ đầu mối", "thread officer")),
        ("papers", Words("giấy tờ", "papers")),
        ("documents", Words("văn bản", "documents")),
        ("sign_off", Words("chuỗi ký", "sign-offs")),
        ("duty", Words("việc phải làm", "what is to be done")),
        ("fields", Words("ô điền", "fields")),
        ("guard", Words("điều kiện hoàn thành", "condition to finish")),
        ("does", Words("việc tự động", "what is done by itself")),
        ("says_vi", Words("nội dung báo", "its text")),
        ("says_en", Words("nội dung báo tiếng Anh", "its English text")),
        ("decides", Words("bước quyết định", "deciding step")),
    ):
        if getattr(before, name) != getattr(after, name):
            parts.append(words)
    return Words(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))
