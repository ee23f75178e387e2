"""`motcua pgbouncer FOLDER`: the two files pgbouncer needs, for every city whose keys are here."""

import argparse
from pathlib import Path

from motcua.ops import jurisdiction, pooling
from motcua.ops.cities import homes, marks
from motcua.ops.cities.server import server
from motcua.ops.printing import say


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("pgbouncer", help="cấu hình pgbouncer / settings for pgbouncer")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--port", type=int, default=6432)
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ nhận kết nối / address it listens on")
    parser.add_argument("--size", type=int, default=20, help="phiên máy chủ mỗi đơn vị / server sessions for each city")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """1 where there is no city whose keys are here."""
    with server(reading=True) as here, jurisdiction.administrator(here.url) as connection:
        standing = [(mark, homes.home_for(connection, mark.schema, here.base)) for mark in marks.cities(connection)]
        opened = [(mark.schema, home) for mark, home in standing if mark.opened_by(home)]
    if not opened:
        say("Không có đơn vị nào có khóa ở đây. / No city here whose keys are here.")
        return 1
    file = pooling.write(args.folder, pooling.Pooler(here.place, args.port, args.host, args.size), opened)
    say(f"{file}  ({', '.join(schema for schema, _ in opened)})")
    say(f"MOTCUA_DATABASE=postgresql://{args.host}:{args.port}/{here.place.name}  MOTCUA_POOLED=1")
    return 0
