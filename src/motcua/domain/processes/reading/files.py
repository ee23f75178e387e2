"""The lines of a file: plain text and Markdown as they are, a .docx turned to the same text. Somebody else's file:
weighed before it is opened, and nothing in it is followed.
"""

from motcua.domain.processes.errors import EmptyFile, FileTooLarge, NotText
from motcua.domain.processes.reading.docx import docx_lines

MB = 1024 * 1024
MOST_BYTES = 20 * MB
MOST_TEXT = 5 * MB
MOST_LINES, LONGEST_LINE = 60_000, 20_000
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
STRANGE = frozenset(chr(code) for code in range(32)) - set("\t\n\r\f\v\x1c\x1d\x1e\x1f") | {"\x7f"}


def lines_of(content: bytes) -> list[str]:
    """EmptyFile, FileTooLarge, NotText."""
    if len(content) > MOST_BYTES:
        raise FileTooLarge(mb=MOST_BYTES // MB)
    if content.startswith(b"PK"):
        lines = docx_lines(content)
    else:
        lines = _text(content).replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
    if not any(line.strip() for line in lines):
        raise EmptyFile
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_TEXT:
        raise FileTooLarge(mb=MOST_TEXT // MB)
    if any(len(line) > LONGEST_LINE for line in lines):
        raise NotText
    return lines


def _text(content: bytes) -> str:
    if len(content) > MOST_TEXT * 2:
        raise FileTooLarge(mb=MOST_TEXT // MB)
    try:
        text = content.decode("utf-16" if content[:2] in BYTE_ORDERS else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotText from error
    if STRANGE & set(text):
        raise NotText
    return text
