"""`motcua backup FOLDER` and `motcua restore FOLDER`: a city put away, and brought back and proven.

A dump at one moment; or, of the embedded server, a base from which its kept log leads to any later moment. Either is
sealed to the public keys named, and `motcua backup-key FILE` draws the pair that somebody else keeps.
"""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops import bootstrap, postgres
from motcua.ops.printing import complain, give, say
from motcua.ops.saving import backup, base, manifest, restore, rewinding
from motcua.ops.saving.sealing import SETTING, Seal, chosen, draw, opening

SHOWN = 20
END = "end"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    saving = subparsers.add_parser("backup", help="sao lưu / put a city away")
    bringing = subparsers.add_parser("restore", help="khôi phục / bring a city back")
    bringing.add_argument(
        "--files", type=int, default=restore.SAMPLE, help="số tệp tính lại mã băm / files hashed again"
    )
    saving.add_argument(
        "--base", action="store_true", help="cả máy chủ, để quay về thời điểm bất kỳ / the server, for any later moment"
    )
    saving.add_argument("--files", action="store_true", help="chỉ các tệp mới / new files alone")
    bringing.add_argument(
        "--until", type=moment, metavar="MOMENT", help="về thời điểm / as it was then: 2026-03-02T09:41:00+07:00, end"
    )
    saving.add_argument(
        "--to", action="append", default=[], metavar="KEY", help=f"mã hóa cho khóa công khai / sealed to ({SETTING})"
    )
    private_key(bringing)
    drawing = subparsers.add_parser("backup-key", help="khóa của người giữ bản sao lưu / the keeper's pair of keys")
    drawing.add_argument("file", type=Path, metavar="FILE", help="nơi cất khóa bí mật / where the private one goes")
    drawing.set_defaults(run=run_key)
    for parser, act in ((saving, run_backup), (bringing, run_restore)):
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
        parser.set_defaults(run=act)


def private_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key", action="append", default=[], type=Path, metavar="FILE",
        help="tệp khóa bí mật của người giữ / the keeper's private key",
    )  # fmt: skip


def run_key(args: argparse.Namespace) -> int:
    """1 where FILE is there already: a private key is never overwritten."""
    try:
        public = draw(args.file)
    except FileExistsError:
        complain(f"motcua: đã có / is there already: {args.file}")
        return 1
    say(public)
    complain(f"Khóa bí mật / the private key: {args.file}. Mất nó là mất mọi bản sao lưu mã hóa cho nó.")
    complain("Whoever has lost it has lost every backup sealed to it: keep a second copy elsewhere, on paper.")
    return 0


def run_backup(args: argparse.Namespace) -> int:
    """0 when everything was put away; 1 when a file's bytes are lost or damaged; 2 when nothing could be made."""
    home, seal = bootstrap.chosen_home(), chosen(args.to)
    if args.base or args.files:
        return run_parts(args, home, seal)
    with server_of(home) as admin_url:
        made = backup.backup(admin_url, home, city(), args.folder, seal)
    if args.json:
        give({"folder": made.folder, "copied": made.copied, "lost": made.lost, "manifest": asdict(made.manifest)})
    else:
        rows = sum(made.manifest.tables.values())
        say(f"Đã sao lưu / put away: {made.folder}")
        say(f"  {rows} dòng / rows · {made.manifest.files} tệp / files, {made.copied} mới / new")
        say(f"  Mã băm của sổ / ledger hash: {made.manifest.ledger_hash}")
        tell(tuple(f"file {sha256}" for sha256 in made.lost))
        say(f"Cất khóa riêng / keep the keys apart: {home.path / 'keys.json'}")
        tell_who_reads(seal)
    return 1 if made.lost else 0


def tell_who_reads(seal: Seal | None) -> None:
    if seal is None:
        say(
            f"CHƯA MÃ HÓA: ai có thư mục đều đọc được. / NOT SEALED: whoever has the folder reads it. → --to, {SETTING}"
        )
    else:
        say(f"Đã mã hóa cho / sealed to: {', '.join(seal.recipients)}")


def run_parts(args: argparse.Namespace, home: Home, seal: Seal | None) -> int:
    """The server as it lies on disk, new files, or both."""
    with server_of(home) as admin_url:
        place = base.take(admin_url, home, city(), args.folder, seal) if args.base else None
        copied, lost = base.take_files(admin_url, home, city(), args.folder, seal)
    if args.json:
        give({"base": place, "copied": copied, "lost": lost})
    else:
        say(f"Đã sao lưu / put away: {place or args.folder} · {copied} tệp mới / new files")
        tell(tuple(f"file {sha256}" for sha256 in lost))
        tell_who_reads(seal)
    return 1 if lost else 0


def run_rewind(args: argparse.Namespace, home: Home) -> int:
    """0 when everything at that moment fits together; 1 when something does not; 2 when refused."""
    until, keys = None if args.until == END else args.until, opening(args.key)
    rewinding.check(args.folder, home, until, keys)
    os.environ["MOTCUA_HOME"] = str(home.path)
    server, place, told = rewinding.start(args.folder, home, until, keys)
    try:
        done = rewinding.prove(server, args.folder, place, told, args.files, keys)
    finally:
        server.stop()
    if args.json:
        give(asdict(done))
    else:
        say(f"Đã khôi phục / brought back: {place} → {until.isoformat() if until else END}")
        say(f"  {done.cases} hồ sơ / cases · {done.files} tệp / files, {done.hashed} đã kiểm / hashed")
        tell(done.differences)
        tell(done.notes, "·")
        say("Có chỗ không khớp. / Something does not fit." if done.differences else "Tất cả khớp. / Everything fits.")
    return 1 if done.differences else 0


def moment(typed: str) -> datetime | str:
    """argparse: an aware moment, or the end of what was kept."""
    if typed == END:
        return END
    found = datetime.fromisoformat(typed)
    if found.tzinfo is None:
        raise ValueError(typed)
    return found


def run_restore(args: argparse.Namespace) -> int:
    """0 when what came back is what was put away; 1 when something differs; 2 when refused, with nothing touched."""
    home = Home.current()
    if args.until:
        return run_rewind(args, home)
    folder, keys = manifest.newest(args.folder), opening(args.key)
    restore.check(folder, home, keys)
    with server_of(home) as admin_url:
        done = restore.restore(folder, admin_url, home, args.files, keys)
    if args.json:
        give(
            {
                "folder": folder,
                "files": done.files,
                "hashed": done.hashed,
                "differences": done.differences,
                "notes": done.notes,
            }
        )
    else:
        say(f"Đã khôi phục / brought back: {folder} ({done.manifest.made_at})")
        rows = sum(done.manifest.tables.values())
        say(f"  {rows} dòng / rows · {done.files} tệp / files, {done.hashed} đã kiểm / hashed")
        tell(done.differences)
        tell(done.notes, "·")
        say(
            "Khác bản sao lưu. / It differs."
            if done.differences
            else "Đúng như khi sao lưu. / It is what was put away."
        )
    return 1 if done.differences else 0


def tell(found: tuple[str, ...], mark: str = "✗") -> None:
    for one in found[:SHOWN]:
        say(f"  {mark} {one}")
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
