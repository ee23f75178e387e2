"""The columns a worklist may show, and how their heads sort."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Column:
    """`orders`: the orders its head switches between, the first one first; `also`: what it reads besides the case."""

    key: str
    words: Words
    orders: tuple[str, ...] = ()
    also: str = ""


COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column("due", Words("Hạn", "Due"), ("due", "-due")),
        Column("case", Words("Hồ sơ", "Case")),
        Column("applicant", Words("Người nộp", "Applicant"), ("name",)),
        Column("procedure", Words("Thủ tục", "Procedure")),
        Column("state", Words("Trạng thái", "State")),
        Column("step", Words("Bước, người giữ", "Step, holder")),
        Column("filed", Words("Nộp lúc", "Filed"), ("filed", "-filed")),
        Column("changed", Words("Thay đổi lúc", "Changed"), ("-changed",)),
        Column("field", Words("Lĩnh vực", "Field"), also="procedure_version__field"),
        Column("agency", Words("Cơ quan giải quyết", "Deciding agency"), also="resolving_agency"),
        Column("channel", Words("Cách nộp", "Channel")),
    )
}
USUAL = ("due", "case", "applicant", "procedure", "state", "step")


def known(keys: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these keys in their order; the case itself is always among them; the usual ones for none."""
    chosen = [key for key in dict.fromkeys(keys) if key in COLUMNS]
    if not chosen:
        chosen = list(USUAL)
    if "case" not in chosen:
        chosen.insert(0, "case")
    return tuple(COLUMNS[key] for key in chosen)
