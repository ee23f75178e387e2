"""`motcua jurisdiction add`: roles, schemas, migrations and grants of one city; safe to repeat at each deploy."""

import argparse
import os

from motcua.kernel.database import DEFAULT_CITY
from motcua.ops import bootstrap, jurisdiction
from motcua.ops.printing import say


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("jurisdiction", help="thành phố trên máy chủ dữ liệu / cities on a database server")
    acts = parser.add_subparsers(required=True, metavar="việc/act")
    new = acts.add_parser("add", help="tạo hoặc cập nhật một thành phố / create or update a city")
    new.add_argument("schema", nargs="?", default=DEFAULT_CITY, help="lược đồ, ví dụ / schema such as h26")
    new.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    own = os.environ.get("DATABASE_URL")
    os.environ["MOTCUA_CITY"] = args.schema
    place = jurisdiction.add(own, args.schema) if own else bootstrap.prepare_database()
    say(f"{args.schema}: {place.url}")
    return 0
