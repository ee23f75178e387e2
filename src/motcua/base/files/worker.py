"""The limited process: looks at one file that a stranger sent, answers on standard output, and ends.

`check PATH` answers JSON; `preview PATH PAGE WIDTH` answers JPEG bytes. It sets its own limits before it reads:
processor seconds, memory, no new files, no children. Exit 0: answered; 3: no such page; 4: the file broke the reader;
else it could not look, and nothing is said about the file.
"""

import json
import resource
import sys
from pathlib import Path

from motcua.base.files.answers import NO_SUCH_PAGE, TOO_COMPLEX
from motcua.base.files.check import check
from motcua.base.files.draw import draw
from motcua.base.files.errors import FileRefused, NoSuchPage

CPU_SECONDS = 8
MEMORY_BYTES = 512 * 1024 * 1024


def limit() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def main(words: list[str]) -> int:
    limit()
    path = Path(words[1])
    try:
        if words[0] == "check":
            answer = json.dumps(_checked(path)).encode()
        else:
            answer = draw(path, page=int(words[2]), width=int(words[3]))
    except NoSuchPage:
        return NO_SUCH_PAGE
    except Exception:  # readers of files raise whatever they like
        return TOO_COMPLEX
    sys.stdout.buffer.write(answer)
    return 0


def _checked(path: Path) -> dict[str, object]:
    try:
        found = check(path)
    except FileRefused as refusal:
        return {"refused": refusal.code, "facts": refusal.facts}
    return {"media_type": found.media_type, "pages": found.pages}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
