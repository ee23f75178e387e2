"""What the ledger tells about processes. The subject is their scope: process:city, process:field:<id> …"""

from datetime import date

from motcua.base.ledger import Kind, register
from motcua.kernel.text import short_date

register(
    Kind(
        "process.published",
        "Công bố quy trình số {number} cho {name}, {steps} bước, từ {since}.",
        "Process {number} published for {name}, {steps} steps, from {since}.",
        facts=("name", "number", "since", "steps", "ground"),
        show={"since": lambda text: short_date(date.fromisoformat(text))},
    ),
    Kind(
        "process.handed_back",
        "{name} dùng lại quy trình chung từ {since}.",
        "{name} follows the wider process again from {since}.",
        facts=("name", "number", "since", "ground"),
        show={"since": lambda text: short_date(date.fromisoformat(text))},
    ),
    Kind(
        "process.decision_imported",
        "Đọc {processes} quy trình từ quyết định {number} (tệp {file}).",
        "{processes} processes read from decision {number} (file {file}).",
        facts=("number", "file", "processes", "digest"),
    ),
    Kind(
        "process.import_discarded",
        "Bỏ quyết định đã đọc {number}: {reason}.",
        "The decision read, {number}, was discarded: {reason}.",
        facts=("number", "reason", "published"),
    ),
    Kind(
        "process.import_restored",
        "Gửi lại tệp, làm tiếp quyết định {number}.",
        "The file was sent again; decision {number} is worked on again.",
        facts=("number",),
    ),
    Kind(
        "process.import_corrected",
        "Sửa {changed} bước của quy trình đọc được “{name}”, thủ tục {procedure}.",
        "{changed} steps of the process read, “{name}”, corrected; procedure {procedure}.",
        facts=("name", "version", "changed", "procedure", "rows"),
    ),
)
