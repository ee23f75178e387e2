"""`motcua test`: everything CI runs, in order; ends with the first step that fails.

What comes only as a system package is installed with apt where that is allowed, else the exact command is printed.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from motcua.ops import system
from motcua.ops.printing import complain, say

ROOT = Path(__file__).resolve().parents[4]
SHARED_OUT = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""File by file over two workers, in the order of the tree: what starts whole cities comes between many short tests."""
OFFLINE_DATABASE = "postgresql://127.0.0.1:1/unused"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("test", help="mọi kiểm tra / every check that CI runs", add_help=True)
    parser.add_argument(
        "pytest", nargs=argparse.REMAINDER, help="phần kiểm thử riêng / only these tests, instead of everything"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if not _machine_is_ready():
        return 3
    began = time.monotonic()
    for name, command in _steps(args.pytest):
        say(f"── {name}")
        step = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, env=_environment(name)).returncode
        say(f"   {name}: {time.monotonic() - step:.0f} s")
        if code:
            complain(f"motcua test: hỏng ở / failed at: {name} (mã / exit code {code})")
            return code
    say(f"Tất cả đều qua / everything passed: {time.monotonic() - began:.0f} s")
    return 0


def _machine_is_ready() -> bool:
    findings = system.examine(for_tests=True)
    missing = [finding for finding in findings if not finding.place]
    if missing and system.may_install():
        say("cài gói hệ thống / installing system packages: " + ", ".join(f.need.name for f in missing))
        system.install(missing)
        missing = [finding for finding in system.examine(for_tests=True) if not finding.place]
    if not missing:
        system.complete()
    for finding in missing:
        complain(f"motcua test: thiếu / missing {finding.need.name}. Chạy / run:\n  {finding.remedy}")
    return not missing


def _steps(chosen: list[str]) -> list[tuple[str, list[str]]]:
    python = [sys.executable, "-m"]
    if chosen:
        return [("pytest", [*python, "pytest", *chosen])]
    return [
        ("ruff", [*python, "ruff", "check", "."]),
        ("format", [*python, "ruff", "format", "--check", "--quiet", "."]),
        ("imports", [str(Path(sys.executable).parent / "lint-imports")]),
        ("mypy", [*python, "mypy"]),
        ("django", [*python, "django", "check", "--fail-level", "WARNING"]),
        ("migrations", [*python, "django", "makemigrations", "--check", "--dry-run"]),
        ("docs", [*python, "motcua", "docs", "--check"]),
        ("pytest", [*python, "pytest", "-q", *SHARED_OUT, "--durations", "10"]),
    ]


def _environment(step: str) -> dict[str, str]:
    environment = dict(os.environ, PYTHONUNBUFFERED="1")
    if step in ("django", "migrations", "mypy"):
        environment["MOTCUA_DATABASE"] = OFFLINE_DATABASE
        environment["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings." + ("run" if step == "mypy" else "owner")
    return environment
