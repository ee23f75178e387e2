"""`motcua parts`: the list of parts (SBOM) of what lies here, for whoever checks it for known holes."""

import argparse
import importlib
from pathlib import Path

from motcua.kernel import clock
from motcua.ops.printing import complain, say

ROOT = Path(__file__).resolve().parents[4]
SERVED, TESTED = "requirements.lock", "requirements-test.lock"
MISSING = "thiếu thư viện / missing a library: cyclonedx-python-lib (requirements-test.lock, ./motcua test)"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("parts", help="danh mục thành phần / list of parts (SBOM, CycloneDX)")
    parser.add_argument("--tests", action="store_true", help="cả phần để kiểm thử / also what tests need")
    parser.add_argument("--out", type=Path, metavar="FILE", help="ghi vào tệp / write to a file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0; 2 where the lock or the library is missing: parts are told from a checkout."""
    lock = ROOT / (TESTED if args.tests else SERVED)
    if not lock.is_file():
        complain(f"motcua: không có tệp / there is no {lock.name}")
        return 2
    try:
        parts = importlib.import_module("motcua.ops.parts")
    except ModuleNotFoundError:
        complain(f"motcua: {MISSING}")
        return 2
    text = parts.written(parts.bill(lock, clock.now()))
    if args.out is None:
        say(text.rstrip())
        return 0
    args.out.write_text(text, encoding="utf-8")
    say(str(args.out))
    return 0
