"""What a step table means, in sentences: its effect, and how it differs from the one that holds."""

from collections.abc import Sequence

from motcua.domain.processes.graph.definition import Process as Graph
from motcua.domain.processes.tables import Line
from motcua.kernel.words import Words

MORE = Words("{what}: thêm {names}.", "{what}: {names} added.")
LESS = Words("{what}: bỏ {names}.", "{what}: {names} dropped.")
SAME = Words("Bảng này giống hệt quy trình đang áp dụng.", "This table is the one that holds already.")


def touched(before: Graph, after: Graph) -> list[Words]:
    """Papers, documents and forms that steps lose or get."""
    told = []
    for what, of in (
        (Words("Giấy tờ các bước điền", "Papers that steps fill"), papers_in),
        (Words("Văn bản các bước làm ra", "Documents that steps produce"), documents_in),
        (Words("Ô điền ở các bước", "Forms at steps"), forms_in),
    ):
        old, new = of(before), of(after)
        for words, names in ((MORE, [one for one in new if one not in old]), (LESS, [o for o in old if o not in new])):
            if names:
                told.append(words.fill(what=what, names="; ".join(names)))
    return told


def papers_in(graph: Graph) -> list[str]:
    return list(dict.fromkeys(paper for node in graph.steps for paper in node.papers))


def documents_in(graph: Graph) -> list[str]:
    return list(dict.fromkeys(one for node in graph.steps for one in node.documents))


def forms_in(graph: Graph) -> list[str]:
    """Steps with something to fill in."""
    return [str(node.words) for node in graph.steps if node.fields]


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
        ("enough", Words("số trả lời cần có", "answers needed")),
        ("decides", Words("bước quyết định", "deciding step")),
    ):
        if getattr(before, name) != getattr(after, name):
            parts.append(words)
    return Words(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))
