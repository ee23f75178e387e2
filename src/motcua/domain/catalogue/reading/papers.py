"""Components of the file: papers, papers for some cases, papers only shown, and the notes that stand among them."""

import re
from typing import Any

from motcua.domain.catalogue.enums import PaperKind
from motcua.domain.catalogue.reading.clean import clean, lines_of, one_line, says_something
from motcua.domain.catalogue.reading.reasons import Reason
from motcua.domain.catalogue.reading.texts import Notes, PaperText

LINK = re.compile(r"\[(?P<name>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(file://(?:[^()]|\([^()]*\))*\)")
ADDRESS = re.compile(r"file://\S*")
FILE_NAME = re.compile(r"^[^;:]{1,120}\.(docx?|pdf|xlsx?|rtf|odt|zip|rar|jpe?g|png)$", re.IGNORECASE)
CUT_WORD = re.compile(r"(/[A-ZĐ]+)$")
MOST = 32_000


def read_papers(row: dict[str, Any], notes: Notes) -> tuple[PaperText, ...]:
    """The components in order, each once."""
    papers: dict[PaperText, None] = {}
    for number, group in enumerate(row.get("dossier") or []):
        place, title = f"dossier[{number}]", one_line(group.get("group"))
        items = group.get("items") or []
        if not items and title:
            notes.add(Reason.GROUP_EMPTY, place, title)
            papers[PaperText(title, PaperKind.NOTE)] = None
        for index, item in enumerate(items):
            paper = _paper(item, title, f"{place}.items[{index}]", notes)
            if not any(letter.isalnum() for letter in paper.name):
                notes.add(Reason.PAPER_EMPTY, f"{place}.items[{index}].name", f"{paper.name} {paper.form}")
                continue
            if paper in papers:
                notes.add(Reason.PAPER_REPEATED, f"{place}.items[{index}]", paper.name)
            papers[paper] = None
    _unsplit(row, papers, notes)
    _check_whole(papers, notes)
    return tuple(papers)


def _paper(item: dict[str, Any], group: str, place: str, notes: Notes) -> PaperText:
    name, form = _name_and_form(clean(item.get("name")), str(item.get("form") or ""), place, notes)
    originals, copies = _count(item.get("original")), _count(item.get("copy"))
    return PaperText(name, _kind(item, name, originals + copies, place, notes), group, originals, copies, form)


def _kind(item: dict[str, Any], name: str, pieces: int, place: str, notes: Notes) -> PaperKind:
    kind = item.get("kind")
    if not any(letter.isalnum() for letter in name):
        return PaperKind.NOTE
    if kind not in {known.value for known in PaperKind}:
        notes.add(Reason.PAPER_KIND, f"{place}.kind", kind)
        return PaperKind.NOTE
    if not says_something(name):
        notes.add(Reason.PAPER_STRAY, f"{place}.name", name)
        return PaperKind.NOTE
    if not pieces and kind != PaperKind.NOTE:
        notes.add(Reason.PAPER_NO_COPIES, place, name)
        return PaperKind.NOTE
    return PaperKind(kind)


def _name_and_form(name: str, form: str, place: str, notes: Notes) -> tuple[str, str]:
    """The paper's name and its form's name: addresses dropped, a name cut into the form's cell joined again."""
    names = [one_line(link["name"]) for link in LINK.finditer(form)]
    rest = lines_of(ADDRESS.sub("", LINK.sub("\n", form)))
    if names and not rest:
        return name, "\n".join(dict.fromkeys(names))
    if not rest:
        return name, ""
    if _was_cut(name, rest[0]):
        notes.add(Reason.PAPER_JOINED, f"{place}.form", f"{name}|{rest[0]}")
        return name + "\n".join(rest), "\n".join(names)
    if not all(FILE_NAME.match(line) for line in rest):
        notes.add(Reason.PAPER_FORM, f"{place}.form", " ".join(rest))
    return name, "\n".join([*names, *rest])


def _was_cut(name: str, form: str) -> bool:
    """Whether `form` goes on in the middle of the word `name` ends with: "Đơ" + "n đề nghị …"."""
    if not name or not name[-1].isalpha():
        return False
    return form[0].islower() or (CUT_WORD.search(name) is not None and form[0].isupper() and not FILE_NAME.match(form))


def _unsplit(row: dict[str, Any], papers: dict[PaperText, None], notes: Notes) -> None:
    text = clean(row.get("dossier_text_unsplit"))[:MOST]
    if text and says_something(text):
        notes.add(Reason.PAPERS_UNSPLIT, "dossier_text_unsplit", text)
        papers[PaperText(text, PaperKind.NOTE)] = None


def _check_whole(papers: dict[PaperText, None], notes: Notes) -> None:
    if not papers:
        notes.add(Reason.PAPERS_MISSING, "dossier")
    elif all(paper.kind == PaperKind.NOTE for paper in papers):
        notes.add(Reason.PAPERS_ONLY_NOTES, "dossier", next(iter(papers)).name)


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 1_000 else 0
