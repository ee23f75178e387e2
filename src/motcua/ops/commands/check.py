"""`motcua check …`: whole-system checks with figures; each uses a database of its own."""

import argparse
import importlib
import importlib.util
import os
import signal
import sys
from pathlib import Path
from typing import Any

from motcua.ops.own_database import own_database
from motcua.ops.printing import complain, report, say


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("check", help="kiểm tra có số liệu / checks with figures")
    kinds = parser.add_subparsers(required=True, metavar="việc/what")
    catalogue = kinds.add_parser("catalogue", help="mọi thủ tục đi hết đường / every procedure goes all its way")
    catalogue.add_argument("file", nargs="?", type=Path, help="danh mục JSONL; bỏ trống: thủ tục có sẵn / default: own")
    catalogue.add_argument("--walk", action="store_true", help="đi hết đường từng thủ tục / walk each procedure")
    catalogue.add_argument("--limit", type=int, default=None, help="chỉ bấy nhiêu thủ tục / only so many")
    catalogue.add_argument("--json", action="store_true")
    catalogue.set_defaults(run=run_catalogue)
    together = kinds.add_parser("interleavings", help="ba người cùng làm một hồ sơ / three officials on one case")
    together.add_argument("--rounds", type=int, default=10_000)
    together.add_argument("--seed", type=int, default=1)
    together.add_argument("--json", action="store_true")
    together.set_defaults(run=run_interleavings)
    search = kinds.add_parser("search", help="tìm thủ tục nhanh đến đâu / how fast procedures are found")
    search.add_argument("details", nargs="?", type=Path, help="danh mục chi tiết JSONL / details")
    search.add_argument("listed", nargs="?", type=Path, help="danh sách XLSX, CSV / list without details")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=run_search)
    bulk = kinds.add_parser("bulk", help="một việc cho nhiều hồ sơ / one act on many cases")
    bulk.add_argument("--rows", type=int, default=500)
    bulk.add_argument("--json", action="store_true")
    bulk.set_defaults(run=run_bulk)
    bodies = kinds.add_parser(
        "reorganisation", help="01/07/2025 diễn lại, giết giữa chừng / 1 July 2025, killed halfway"
    )
    bodies.add_argument("--cases", type=int, default=20_000)
    bodies.add_argument("--kills", type=int, default=10)
    bodies.add_argument("--districts", type=int, default=30, help="chỉ bấy nhiêu huyện / only so many districts")
    bodies.add_argument("--seed", type=int, default=1)
    bodies.add_argument("--json", action="store_true")
    bodies.set_defaults(run=run_reorganisation)
    engine = kinds.add_parser("engine", help="một bước quy trình tốn bao nhiêu / what a move of a process costs")
    engine.add_argument("--json", action="store_true")
    engine.set_defaults(run=run_engine)
    room = kinds.add_parser("room", help="một hồ sơ chiếm bao nhiêu / what a case takes on disk")
    room.add_argument("--cases", type=int, default=1500)
    room.add_argument("--json", action="store_true")
    room.set_defaults(run=run_room)
    touched = kinds.add_parser("tampering", help="mọi sửa trộm sổ bị phát hiện / every tampering is found")
    touched.add_argument("--rounds", type=int, default=10_000)
    touched.add_argument("--seed", type=int, default=1)
    touched.add_argument("--json", action="store_true")
    touched.set_defaults(run=run_tampering)
    long = kinds.add_parser("ledger", help="kiểm tra sổ dài mất bao lâu / how long a long ledger takes to verify")
    long.add_argument("--entries", type=int, default=1_000_000)
    long.add_argument("--json", action="store_true")
    long.set_defaults(run=run_ledger)
    leaks = kinds.add_parser("leaks", help="số định danh có lọt ra đâu không / identity numbers stand nowhere plain")
    leaks.add_argument("--people", type=int, default=100, help="số người giả / made-up people, 9999 at most")
    leaks.add_argument("--json", action="store_true")
    leaks.set_defaults(run=run_leaks)
    tables = kinds.add_parser("migrations", help="nâng cấp có bắt ai chờ lâu không / no migration keeps people waiting")
    tables.add_argument("--rows", type=int, default=1_000_000, help="số dòng mỗi bảng lớn / rows in each large table")
    tables.add_argument("--limit", type=float, default=2.0, help="giây / seconds of a lock or a wait at most")
    tables.add_argument("--json", action="store_true")
    tables.set_defaults(run=run_migrations)
    apart = kinds.add_parser("isolation", help="hai đơn vị không với tới nhau / two cities cannot reach each other")
    apart.add_argument("--json", action="store_true")
    apart.set_defaults(run=run_isolation)
    taken = kinds.add_parser("coverage", help="nhánh của phần lõi được kiểm thử / branches of the core that tests take")
    taken.add_argument("--only", default="", help="một phần hay một tệp / an area or a module")
    taken.add_argument("--json", action="store_true")
    taken.set_defaults(run=run_coverage)
    planted = kinds.add_parser("mutants", help="lỗi gài vào có bị thấy không / planted mistakes that tests notice")
    planted.add_argument("--only", default="", help="một phần hay một tệp / an area or a module")
    planted.add_argument("--sample", type=int, default=0, help="chỉ bấy nhiêu, ngẫu nhiên / only so many, at random")
    planted.add_argument("--seed", type=int, default=1)
    planted.add_argument("--json", action="store_true")
    planted.set_defaults(run=run_mutants)


def run_catalogue(args: argparse.Namespace) -> int:
    """0 only when every line came in or is named and every receivable procedure went all its way."""
    if args.file and not args.file.is_file():
        complain(f"motcua: không có tệp / no such file: {args.file}")
        return 2
    with own_database():
        module = importlib.import_module("motcua.ops.checks.catalogue")
        figures = module.check(args.file, walk=args.walk, limit=args.limit)
    return report(figures, as_json=args.json)


def run_interleavings(args: argparse.Namespace) -> int:
    """0 only when no update and no text was lost and every loser heard who was first."""
    with own_database():
        module = importlib.import_module("motcua.ops.checks.three_desks")
        figures = module.run(rounds=args.rounds, seed=args.seed)
    return report(figures, as_json=args.json)


def run_search(args: argparse.Namespace) -> int:
    """0 only when 95 of 100 questions took at most 30 ms of processor time, of this process and the database's."""
    for file in (args.details, args.listed):
        if file and not file.is_file():
            complain(f"motcua: không có tệp / no such file: {file}")
            return 2
    with own_database():
        figures = importlib.import_module("motcua.ops.checks.search").check(args.details, args.listed)
    return report(figures, as_json=args.json)


def run_bulk(args: argparse.Namespace) -> int:
    """0 only when every row was done, and 500 of them within 30 seconds (fewer, within their share)."""
    with own_database():
        module = importlib.import_module("motcua.ops.checks.bulk")
        figures = module.check(args.rows)
    return report(figures, as_json=args.json)


def run_reorganisation(args: argparse.Namespace) -> int:
    """0 only when the killed run ends as the undisturbed one, nothing is left behind and every case folds."""
    with own_database() as (home, _):
        module = importlib.import_module("motcua.ops.checks.reorganisation")
        figures = module.check(home, cases=args.cases, kills=args.kills, seed=args.seed, districts=args.districts)
    return report(figures, as_json=args.json)


def run_engine(args: argparse.Namespace) -> int:
    """0 only when a life of filing and five moves takes half a millisecond at most and a state one kilobyte."""
    return report(importlib.import_module("motcua.ops.checks.engine").check(), as_json=args.json)


def run_room(args: argparse.Namespace) -> int:
    """0 when every act of the simulated city was done."""
    os.environ["MOTCUA_HURRY"] = "1"
    with own_database(forgetful=False, seed="1") as (_, server):
        figures = importlib.import_module("motcua.ops.checks.room").check(server, args.cases)
    return report(figures, as_json=args.json)


def run_tampering(args: argparse.Namespace) -> int:
    """0 when every tampering was found and the first bad record named."""
    with own_database(forgetful=True) as (_, server):
        figures = importlib.import_module("motcua.ops.checks.tampering").check(server, args.rounds, args.seed)
    return report(figures, as_json=args.json)


def run_ledger(args: argparse.Namespace) -> int:
    """0 when the long ledger is whole and one changed byte is found and named."""
    with own_database(forgetful=True) as (_, server):
        figures = importlib.import_module("motcua.ops.checks.long_ledger").check(server, args.entries)
    return report(figures, as_json=args.json)


def run_leaks(args: argparse.Namespace) -> int:
    """0 when no planted number was found anywhere, and of who was erased nothing but signed results."""
    with own_database() as (home, server):
        desk = importlib.import_module("motcua.ops.bench.city").prepare(1)[0]
        figures = importlib.import_module("motcua.ops.checks.leaks.run").check(
            home, server.admin_url, desk, args.people
        )
    return report(figures, as_json=args.json)


def run_migrations(args: argparse.Namespace) -> int:
    """0 when no migration held a lock that keeps anybody from writing, or let anybody wait, longer than the limit."""
    with own_database() as (_, server):
        module = importlib.import_module("motcua.ops.checks.upgrades.run")
        told = quiet if args.json else say
        figures = module.check(server.admin_url, rows=args.rows, limit=args.limit, tell=told)
    return report(figures if args.json else figures | {"steps": len(figures["steps"])}, as_json=args.json)


def quiet(text: str) -> None:
    """With --json one object alone is printed."""


def run_isolation(args: argparse.Namespace) -> int:
    """0 only when PostgreSQL refused every statement of one city about the other, and no key opens both."""
    with own_database() as (_, server):
        figures = importlib.import_module("motcua.ops.checks.isolation").check(server)
    return report(figures, as_json=args.json)


def run_coverage(args: argparse.Namespace) -> int:
    """0 only when the tests of each area of the core take 95 of 100 of its branches."""
    return _of_core("covering", args, args.only)


def run_mutants(args: argparse.Namespace) -> int:
    """0 only when the tests of each area of the core notice 80 of 100 mistakes planted in it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return _of_core("mutants", args, args.only, args.sample, args.seed)


def _of_core(module: str, args: argparse.Namespace, *told: Any) -> int:
    """In a checkout, with what tests need; 2 where there is none, or where nothing of the core is called so."""
    if importlib.util.find_spec("coverage") is None:
        complain("motcua: thiếu thư viện / missing a library: coverage (requirements-test.lock, ./motcua test)")
        return 2
    check = importlib.import_module(f"motcua.ops.checks.core.{module}").check
    try:
        figures = check(*told)
    except ValueError:
        complain(f"motcua: không có phần nào như vậy / nothing of the core is called so: {args.only}")
        return 2
    return report(figures, as_json=args.json)
