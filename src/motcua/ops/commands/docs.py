"""`motcua docs`: draw the reference pages from the code; `--check` only compares."""

import argparse
import os
from pathlib import Path

from motcua.ops import bootstrap
from motcua.ops.printing import complain, say

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference"
OFFLINE = "postgresql://127.0.0.1:1/unused"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("docs", help="vẽ trang tra cứu từ mã / draw the reference pages from the code")
    parser.add_argument("--check", action="store_true", help="chỉ so sánh / only compare")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    os.environ.setdefault("MOTCUA_DATABASE", OFFLINE)
    pages = bootstrap.load("motcua.ops.reference").pages(args.top)
    stale = [name for name, text in pages.items() if _read(FOLDER / name) != text]
    for name in stale:
        if args.check:
            complain(f"docs/reference/{name} cũ / is stale: motcua docs")
        else:
            (FOLDER / name).write_text(pages[name])
            say(f"docs/reference/{name}")
    return 1 if args.check and stale else 0


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
