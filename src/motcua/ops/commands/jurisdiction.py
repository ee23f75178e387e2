"""`motcua jurisdiction`: which cities stand on a database server, and a city made or brought up to date."""

import argparse
import os
from pathlib import Path

import psycopg

from motcua.kernel.database import DEFAULT_CITY, Place, app_of, owner_of
from motcua.kernel.home import Home
from motcua.ops import jurisdiction
from motcua.ops.cities import distributed, homes, marks, moving
from motcua.ops.cities.errors import NotThere
from motcua.ops.cities.server import server
from motcua.ops.printing import give, say


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("jurisdiction", help="đơn vị trên máy chủ dữ liệu / cities on a database server")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    new = acts.add_parser("add", help="tạo hoặc cập nhật / create a city or bring it up to date")
    new.add_argument("code", nargs="?", default=DEFAULT_CITY, help="mã định danh, ví dụ / identifier such as H26")
    new.add_argument("--name", default="", help="tên, ví dụ / name such as “Hà Nội”")
    new.add_argument("--home", type=Path, help="thư mục khóa và tệp / folder of its keys and files")
    new.add_argument("--ordinary", action="store_true", help="lược đồ thường dù có Citus / not distributed by Citus")
    new.set_defaults(run=run_add)
    listing = acts.add_parser("list", help="có những đơn vị nào / which there are")
    showing = acts.add_parser("show", help="một đơn vị / one of them, and what its processes are told")
    showing.add_argument("code")
    shifted = acts.add_parser("move", help="chuyển sang máy chủ khác / bring one to another server")
    shifted.add_argument("code")
    shifted.add_argument(
        "--to", required=True, metavar="URL", help="máy chủ đích / new server, an administrator's address"
    )
    shifted.set_defaults(run=run_move)
    for one, act in ((listing, run_list), (showing, run_show)):
        one.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
        one.set_defaults(run=act)


def run_add(args: argparse.Namespace) -> int:
    """0 when the city stands; 2, with nothing changed, when it may not be made here."""
    schema = marks.schema_of(args.code)
    name = marks.checked_name(args.name) if args.name else ""
    with server() as here:
        with jurisdiction.administrator(here.url) as connection:
            spread = distributed.check(distributed.standing(connection), ordinary=args.ordinary)
            home = homes.home_for(connection, schema, here.base, args.home)
        if spread:
            say(f"{spread.vi} / {spread.en}")
        os.environ |= {"MOTCUA_HOME": str(home.path), "MOTCUA_CITY": schema}
        jurisdiction.add(here.url, schema, place=here.place, name=name)
        with jurisdiction.administrator(here.url) as connection:
            tell(facts_of(connection, schema, home, here.place))
    return 0


def run_list(args: argparse.Namespace) -> int:
    with server(reading=True) as here, jurisdiction.administrator(here.url) as connection:
        found = [
            facts_of(connection, mark.schema, homes.home_for(connection, mark.schema, here.base), here.place)
            for mark in marks.cities(connection)
        ]
    if args.json:
        give({"jurisdictions": found})
        return 0
    for one in found:
        say(f"{one['code']:<14} {one['name']}  ({one['megabytes']} MB, ~{one['cases']} hồ sơ / cases)")
    if not found:
        say("Chưa có đơn vị nào. / There is none yet. motcua jurisdiction add H26 --name …")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """2 where there is no such city."""
    schema = marks.schema_of(args.code)
    with server(reading=True) as here, jurisdiction.administrator(here.url) as connection:
        home = homes.home_for(connection, schema, here.base)
        found = facts_of(connection, schema, home, here.place)
    give(found) if args.json else tell(found)
    return 0


def run_move(args: argparse.Namespace) -> int:
    """0 when it stands at the new place and is proven; 1 when something differed and nothing was moved; 2: refused."""
    schema = marks.schema_of(args.code)
    with server() as here:
        with jurisdiction.administrator(here.url) as connection:
            home = homes.home_for(connection, schema, here.base)
        os.environ |= {"MOTCUA_HOME": str(home.path), "MOTCUA_CITY": schema}
        try:
            moved = moving.move(schema, here.url, args.to, home)
        except moving.Differs as found:
            for what in found.differences:
                say(f"  ✗ {what}")
            say("Không chuyển; nơi cũ ghi được như trước. / Not moved; the old place may be written as before.")
            return 1
    say(f"{schema.upper()}: {moved.rows} dòng / rows → {moved.place.url}")
    say(f"  MOTCUA_DATABASE={moved.place.url}")
    say("Nơi cũ chỉ còn đọc được. / The old place can only be read now.")
    return 0


def facts_of(connection: psycopg.Connection, schema: str, home: Home, place: Place) -> dict[str, object]:
    """NotThere."""
    mark = marks.mark_of(connection, schema)
    if mark is None:
        raise NotThere(city=schema.upper())
    size, cases = marks.sizes(connection, schema)
    return {
        "code": mark.code,
        "name": mark.name,
        "schema": schema,
        "roles": [owner_of(schema), app_of(schema)],
        "keys_fit": mark.opened_by(home),
        "megabytes": size // 1_000_000,
        "cases": cases,
        "environment": {"MOTCUA_CITY": schema, "MOTCUA_HOME": str(home.path), "MOTCUA_DATABASE": place.url},
    }


def tell(found: dict[str, object]) -> None:
    say(f"{found['code']} {found['name']}: {found['megabytes']} MB, ~{found['cases']} hồ sơ / cases")
    if not found["keys_fit"]:
        say("  ! Khóa ở thư mục này không phải của đơn vị. / The keys in this folder are not this jurisdiction's.")
    told = found["environment"]
    for name, value in told.items() if isinstance(told, dict) else ():
        say(f"  {name}={value}")
