"""`motcua backup FOLDER` and `motcua restore FOLDER`: a city put away, and brought back and proven."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops import bootstrap, postgres
from motcua.ops.printing import give, say
from motcua.ops.saving import backup, manifest, restore

SHOWN = 20


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    saving = subparsers.add_parser("backup", help="sao lưu / put a city away")
    bringing = subparsers.add_parser("restore", help="khôi phục / bring a city back")
    bringing.add_argument(
        "--files", type=int, default=restore.SAMPLE, help="số tệp tính lại mã băm / files hashed again"
    )
    for parser, act in ((saving, run_backup), (bringing, run_restore)):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
        parser.set_defaults(run=act)


def run_backup(args: argparse.Namespace) -> int:
    """0 when everything was put away; 1 when a file's bytes are lost or damaged; 2 when nothing could be made."""
    home = bootstrap.chosen_home()
    with server_of(home) as admin_url:
        made = backup.backup(admin_url, home, city(), args.folder)
    if args.json:
        give({"folder": made.folder, "copied": made.copied, "lost": made.lost, "manifest": asdict(made.manifest)})
    else:
        rows = sum(made.manifest.tables.values())
        say(f"Đã sao lưu / put away: {made.folder}")
        say(f"  {rows} dòng / rows · {made.manifest.files} tệp / files, {made.copied} mới / new")
        say(f"  Mã băm của sổ / ledger hash: {made.manifest.ledger_hash}")
        tell(tuple(f"file {sha256}" for sha256 in made.lost))
        say(f"Cất khóa riêng / keep the keys apart: {home.path / 'keys.json'}")
    return 1 if made.lost else 0


def run_restore(args: argparse.Namespace) -> int:
    """0 when what came back is what was put away; 1 when something differs; 2 when refused, with nothing touched."""
    home = Home.current()
    folder = manifest.newest(args.folder)
    restore.check(folder, home)
    with server_of(home) as admin_url:
        done = restore.restore(folder, admin_url, home, args.files)
    if args.json:
        give({"folder": folder, "files": done.files, "hashed": done.hashed, "differences": done.differences})
    else:
        say(f"Đã khôi phục / brought back: {folder} ({done.manifest.made_at})")
        rows = sum(done.manifest.tables.values())
        say(f"  {rows} dòng / rows · {done.files} tệp / files, {done.hashed} đã kiểm / hashed")
        tell(done.differences)
        say(
            "Khác bản sao lưu. / It differs."
            if done.differences
            else "Đúng như khi sao lưu. / It is what was put away."
        )
    return 1 if done.differences else 0


def tell(found: tuple[str, ...]) -> None:
    for one in found[:SHOWN]:
        say(f"  ✗ {one}")
    if len(found) > SHOWN:
        say(f"  … {len(found)}")


@contextmanager
def server_of(home: Home) -> Iterator[str]:
    """The administrator's address: `DATABASE_URL`, else the embedded server of `home`, running meanwhile."""
    os.environ["MOTCUA_HOME"] = str(home.path)
    own = os.environ.get("DATABASE_URL")
    if own:
        yield own
        return
    server = postgres.start(home)
    try:
        yield server.admin_url
    finally:
        server.stop()
