"""`motcua verify cases`: does every case stand in the tables as the ledger tells its life? `motcua verify pages`: is
every page of the database server as it was written?
"""

import argparse
import os
from contextlib import nullcontext
from typing import Any

from motcua.ops import bootstrap
from motcua.ops.commands.backup import server_of
from motcua.ops.own_database import own_database
from motcua.ops.printing import give, say
from motcua.ops.watching import pages
from motcua.ops.watching.pages import ADDRESS, RATE, USUAL_RATE, rate

SAMPLE_CASES, SAMPLE_DAYS, SAMPLE_SEED = 60, 30, 1


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("verify", help="đối chiếu bảng với sổ / compare tables with the ledger")
    kinds = parser.add_subparsers(required=True, metavar="việc/what")
    cases = kinds.add_parser("cases", help="từng hồ sơ theo sổ sự kiện / every case, folded from the ledger")
    cases.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    cases.set_defaults(run=run_cases)
    reading = kinds.add_parser("pages", help="từng trang dữ liệu trên đĩa / every page of the server, from its disk")
    reading.add_argument("--rate", type=int, metavar="MB", help=f"MB mỗi giây / a second ({RATE}, {USUAL_RATE})")
    reading.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    reading.set_defaults(run=run_pages)


def run_cases(args: argparse.Namespace) -> int:
    """0 only when there were cases and all of them are equal. Without a city a small simulated one is verified."""
    if bootstrap.knows_a_city():
        return verify_here(args)
    os.environ["MOTCUA_HURRY"] = "1"
    with own_database():
        running = bootstrap.load("motcua.ops.simulator.running")
        today = bootstrap.load("motcua.kernel.clock").today()
        running.simulate(running.Order(SAMPLE_DAYS, SAMPLE_CASES, SAMPLE_SEED, today))
        return verify_here(args)


def run_pages(args: argparse.Namespace) -> int:
    """0 when no page is spoilt; 1 when some are; 2 when the server could not be read."""
    home = bootstrap.chosen_home()
    named = os.environ.get(ADDRESS)
    with nullcontext(named) if named else server_of(home) as address:
        spoilt = pages.read(address, home, args.rate or rate() or USUAL_RATE)
    if args.json:
        give({"spoilt": list(spoilt)})
    elif spoilt:
        say("Có trang dữ liệu bị hỏng ở / spoilt pages in:")
        for one in spoilt:
            say(f"  ✗ {one}")
    else:
        say("Mọi trang dữ liệu đều lành. / No page is spoilt.")
    return 1 if spoilt else 0


def verify_here(args: argparse.Namespace) -> int:
    verified: Any = bootstrap.load("motcua.casework.queries.verification").verify_cases()
    first = [{"case": str(one.case_id), "fields": differing(one.fields)} for one in verified.first]
    counts = {name: getattr(verified, name) for name in ("checked", "equal", "different", "archived", "sound")}
    if args.json:
        give({**counts, "first": first})
    else:
        say(f"Hồ sơ / cases: {verified.checked} · khớp / equal: {verified.equal}")
        say(f"Lệch / different: {verified.different}")
        if verified.archived:
            say(f"Trong kho lưu trữ, chưa đối chiếu / in archives, not compared: {verified.archived}")
        for one in verified.first:
            say(f"  ✗ {one.case_id}: {'; '.join(sentence(found) for found in differing(one.fields))}")
        say(verdict(verified))
    return 0 if verified.sound else 1


def sentence(found: dict[str, Any]) -> str:
    return f"{found['field']}: sổ / ledger {found['ledger']!r}, bảng / table {found['table']!r}"


def differing(fields: dict[str, tuple[Any, Any]]) -> list[dict[str, Any]]:
    return [{"field": name, "ledger": told, "table": stored} for name, (told, stored) in sorted(fields.items())]


def verdict(verified: Any) -> str:
    if verified.sound:
        return "Mọi hồ sơ khớp với sổ. / Every case is as the ledger tells it."
    if not verified.checked:
        return "Chưa có hồ sơ để đối chiếu. / There are no cases to compare."
    return "Có hồ sơ không khớp với sổ. / Some cases are not as the ledger tells them."
