"""`motcua docs`: draw the reference pages and the brand's files from their sources; `--check` only compares."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from motcua.base.ui import tokens
from motcua.ops import bootstrap
from motcua.ops.printing import complain, say

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "docs" / "reference"
OFFLINE = "postgresql://127.0.0.1:1/unused"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("docs", help="vẽ trang tra cứu từ mã / draw the reference pages from the code")
    parser.add_argument("--check", action="store_true", help="chỉ so sánh / only compare")
    parser.add_argument("--pictures", action="store_true", help="chụp lại hình các trang / take the pictures anew")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.pictures:
        asked = ["-q", "tests/browser/test_pictures.py", "--renew-pictures"]
        return subprocess.run([sys.executable, "-m", "pytest", *asked], cwd=ROOT, check=False).returncode
    os.environ.setdefault("MOTCUA_DATABASE", OFFLINE)
    pages = bootstrap.load("motcua.ops.reference").pages(args.top)
    drawn = {FOLDER / name: text for name, text in pages.items()} | tokens.drawn()
    stale = [path for path, text in drawn.items() if _read(path) != text]
    for path in stale:
        if args.check:
            complain(f"{path.relative_to(ROOT)} cũ / is stale: motcua docs")
        else:
            path.write_text(drawn[path])
            say(str(path.relative_to(ROOT)))
    return 1 if args.check and stale else 0


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
