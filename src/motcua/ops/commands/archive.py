"""`motcua archive`: old years of the ledger, of looks and of messages taken out of the database, and brought back."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from motcua.kernel.database import city
from motcua.kernel.home import Home
from motcua.ops import bootstrap
from motcua.ops.printing import give, say

PACKAGE = "motcua.ops.old_years"
TABLES = ("ledger", "looks", "messages")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("archive", help="lưu trữ các năm cũ / old years to an archive and back")
    verbs = parser.add_subparsers(required=True, metavar="việc/verb")
    listing = verbs.add_parser("list", help="các phần theo năm / yearly parts, and which may go")
    listing.set_defaults(run=run_list)
    taking = verbs.add_parser("take", help="đưa một năm vào kho lưu trữ / take a year to an archive")
    taking.add_argument("year", type=int, metavar="YEAR")
    taking.add_argument("--table", choices=TABLES, default="ledger", help="mặc định / by default: ledger")
    taking.add_argument("--to", type=Path, metavar="FOLDER", help="mặc định / by default: archives/ trong MOTCUA_HOME")
    taking.add_argument("--dry-run", action="store_true", help="chỉ nói đi được không / say whether it may go")
    taking.add_argument("--drop", action="store_true", help="xóa bảng đã tách / drop the detached table as well")
    taking.set_defaults(run=run_take)
    bringing = verbs.add_parser("attach", help="đưa một năm trở lại / bring a year back")
    bringing.add_argument("folder", type=Path, metavar="FOLDER")
    bringing.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra / verify the folder only")
    bringing.set_defaults(run=run_attach)
    for verb in (listing, taking, bringing):
        verb.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")


def run_list(args: argparse.Namespace) -> int:
    """Always 0."""
    listing, found = looked()
    if args.json:
        give({"city": city(), "years": [one.told for one in found]})
        return 0
    for one in found:
        state = both(listing.WORDS[one.state])
        say(f"{one.table:<9} {one.year}  {one.rows:>10} dòng / rows  {size(one.bytes):>9}  {state}")
        tell(one)
    return 0


def tell(one: Any) -> None:
    """What else is to be known of a year."""
    if one.folder:
        lost = "" if one.readable else "  (không thấy thư mục / not found there)"
        say(f"            {one.archived} dòng / rows: {one.folder}{lost}")
    for block in one.blocks:
        say(f"          ✗ {both(block.words)}")
    if one.may_go:
        say(f"          ✓ motcua archive take {one.year} --table {one.table}")


def run_take(args: argparse.Namespace) -> int:
    """0 when the year is away, or may go (--dry-run); 1 when it may not (--dry-run); 2 when refused, nothing taken."""
    taking, owner = bootstrap.load(f"{PACKAGE}.taking"), bootstrap.load(f"{PACKAGE}.owner")
    if args.dry_run:
        return dry(args)
    with owner.as_owner():
        done = taking.take(args.table, args.year, args.to or Home.current().path / "archives", drop=args.drop)
    if args.json:
        give(asdict(done) | {"certificate": done.certificate.told})
        return 0
    one = done.certificate
    say(f"{'Đã đưa đi' if done.fresh else 'Đã đi từ trước'} / away: {args.table} {one.year}, {one.rows} dòng / rows")
    say(f"  {done.folder}")
    say(
        "Bảng cũ đã xóa. / The old table is dropped."
        if done.dropped
        else "Bảng cũ còn trong cơ sở dữ liệu; chạy lại với --drop. / The old table is still there; run with --drop."
    )
    say("Chép thư mục ra nơi khác, cùng các bản sao lưu. / Copy the folder elsewhere, beside the backups.")
    return 0


def dry(args: argparse.Namespace) -> int:
    listing, every = looked()
    found = [one for one in every if (one.table, one.year) == (args.table, args.year)]
    if args.json:
        give({"city": city(), "years": [one.told for one in found]})
    else:
        for one in found:
            say(f"{one.table} {one.year}: {one.rows} dòng / rows, {size(one.bytes)}, {both(listing.WORDS[one.state])}")
            tell(one)
    return 0 if found and all(one.may_go for one in found) else 1


def looked() -> tuple[Any, list[Any]]:
    """The module that lists, and every year."""
    listing, owner = bootstrap.load(f"{PACKAGE}.listing"), bootstrap.load(f"{PACKAGE}.owner")
    with owner.as_owner(looking=True):
        return listing, listing.years()


def run_attach(args: argparse.Namespace) -> int:
    """0 when the year is back, or the folder is whole (--dry-run); 2 when refused, nothing changed."""
    attaching, owner = bootstrap.load(f"{PACKAGE}.attaching"), bootstrap.load(f"{PACKAGE}.owner")
    with owner.as_owner():
        done = attaching.attach(args.folder, dry_run=args.dry_run)
    if args.json:
        give(asdict(done) | {"certificate": done.certificate.told})
        return 0
    one = done.certificate
    said = "Kho nguyên vẹn / the archive is whole" if done.dry else "Đã đưa trở lại / back"
    say(f"{said}: {done.folder.name}, {one.rows} dòng / rows")
    if not done.dry:
        say("Kiểm tra sổ / verify the ledger: motcua ledger verify")
    return 0


def both(words: Any) -> str:
    return f"{words.vi} / {words.en}"


def size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"
