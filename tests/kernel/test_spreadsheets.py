"""Nothing a stranger typed runs in a spreadsheet, and there is one place where tables are written."""

import csv
import io
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import motcua
from motcua.kernel.spreadsheets import FORMULA, as_csv, harmless

SOURCE = Path(motcua.__file__).parent
WRITES_TABLES = re.compile(r"csv\.writer\(|csv\.DictWriter\(|WriteOnlyCell\(")


def test_no_cell_begins_as_a_formula() -> None:
    assert harmless(["+1", "-1", "@x", "\t=1", " =1", "＝1", "\r", "H26-1", "a=b", 7, None]) == [
        "'+1", "'-1", "'@x", "'\t=1", "' =1", "'＝1", "'\r", "H26-1", "a=b", "7", "",
    ]  # fmt: skip


@given(st.text(alphabet=st.sampled_from([*FORMULA, " ", "\n", "a", '"', ",", ";", "ế"]), max_size=8))
def test_any_text_comes_back_as_it_was_behind_an_apostrophe_at_most(text: str) -> None:
    told = as_csv(["x"], [[text]]).removeprefix("\ufeff")
    cell = list(csv.reader(io.StringIO(told, newline="")))[1:]
    read = cell[0][0] if cell and cell[0] else ""
    assert not read.lstrip().startswith(FORMULA)
    assert read in (text, f"'{text}")


def test_every_table_is_written_through_it() -> None:
    """Whoever writes rows for spreadsheets makes them harmless in the same file."""
    writers = [path for path in SOURCE.rglob("*.py") if WRITES_TABLES.search(path.read_text(encoding="utf-8"))]
    assert len(writers) >= 2
    assert [path.name for path in writers if "harmless(" not in path.read_text(encoding="utf-8")] == []
