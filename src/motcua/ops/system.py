"""What the house needs of the machine beyond Python packages, and the command that brings each."""

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from motcua.kernel.words import Words
from motcua.ops import pooling
from motcua.ops.postgres import NoPostgres, find_binaries

LIGHT_CHROMIUM = "chromium-headless-shell"
"""The same engine without the window around pages: a third of the work for each page. Also its package's name."""
CHROMIUM_NAMES = (LIGHT_CHROMIUM, "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@dataclass(frozen=True)
class Need:
    """One thing looked for. `packages` are Debian's names; `for_tests` means running the city works without it."""

    name: str
    why: Words
    packages: tuple[str, ...]
    for_tests: bool
    find: Callable[[], str | None]


@dataclass(frozen=True)
class Finding:
    need: Need
    place: str | None

    @property
    def remedy(self) -> str:
        return "" if self.place else install_command(self.need.packages)


def chromium() -> str | None:
    """The browser's path, for `executable_path`; never a downloaded one."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def _postgres() -> str | None:
    if "DATABASE_URL" in os.environ:
        return "DATABASE_URL"
    try:
        return str(find_binaries())
    except NoPostgres:
        return None


NEEDS = (
    Need("postgres", Words("cơ sở dữ liệu", "the database"), ("postgresql",), False, _postgres),
    Need("chromium", Words("kiểm thử trên trình duyệt", "browser tests"), (LIGHT_CHROMIUM,), True, chromium),
    Need(
        "pdftotext",
        Words("đọc lại phiếu PDF khi kiểm thử", "reading slips back in tests"),
        ("poppler-utils",),
        True,
        lambda: shutil.which("pdftotext"),
    ),
)


def examine(*, for_tests: bool) -> list[Finding]:
    return [Finding(need, need.find()) for need in NEEDS if for_tests or not need.for_tests]


def install_command(packages: tuple[str, ...]) -> str:
    prefix = "" if os.geteuid() == 0 else "sudo "
    return f"{prefix}apt-get update && {prefix}apt-get install -y --no-install-recommends {' '.join(packages)}"


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(findings: list[Finding]) -> None:
    """Install what is missing by apt, as root only. CalledProcessError with apt's own words when that fails."""
    packages = [package for finding in findings if not finding.place for package in finding.need.packages]
    if packages:
        _bring(packages)


def complete() -> None:
    """As root, what is good to have: the lighter browser, the pooler a few tests go through; else they do without."""
    lacking = [name for name in (LIGHT_CHROMIUM, pooling.PROGRAM) if not pooling.program_at(name)]
    for package in lacking if may_install() else ():
        with suppress(subprocess.CalledProcessError):
            _bring([package])


def _bring(packages: list[str]) -> None:
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=environment)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=True, env=environment
    )
