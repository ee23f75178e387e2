"""`motcua doctor`: what this machine has, what is missing, and the command that brings it."""

import argparse
import platform

from motcua.base.files.turns import FOLDERS, plain_below
from motcua.kernel.home import Home
from motcua.kernel.words import Words
from motcua.ops import system
from motcua.ops.printing import give, say
from motcua.ops.saving.sealing import readable

READABLE = Words(
    "bản sao lưu chưa mã hóa, ai có thư mục đều đọc được: đặt MOTCUA_BACKUP_KEYS",
    "backups are not sealed, whoever has the folder reads them: set MOTCUA_BACKUP_KEYS",
)

PLAIN = Words(
    "còn tệp từ trước chưa mã hóa: tiến trình nền đang mã hóa dần, hãy để motcua worker chạy",
    "files of before are not sealed yet: the worker seals them in turns, let motcua worker run",
)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("doctor", help="máy này thiếu gì / what this machine lacks")
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    findings = system.examine(for_tests=True)
    missing = [finding for finding in findings if not finding.place]
    warnings = [words for words, is_so in ((READABLE, readable), (PLAIN, lie_plain)) if is_so(Home.current())]
    if args.json:
        give(
            {
                "python": platform.python_version(),
                "found": {finding.need.name: finding.place for finding in findings},
                "missing": {finding.need.name: finding.remedy for finding in missing},
                "warnings": [words.en for words in warnings],
            }
        )
        return 1 if missing else 0
    say(f"python        {platform.python_version()}")
    for finding in findings:
        why = finding.need.why
        say(f"{finding.need.name:<13} {finding.place or 'THIẾU / MISSING'}   ({why.vi} / {why.en})")
        if not finding.place:
            say(f"              → {finding.remedy}")
    for words in warnings:
        say(f"CẢNH BÁO / WARNING: {words.vi} / {words.en}")
    return 1 if missing else 0


def lie_plain(home: Home) -> bool:
    return any(sha256 for folder in range(FOLDERS) for sha256 in plain_below(home.files, folder))
