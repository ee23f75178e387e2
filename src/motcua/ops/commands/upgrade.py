"""`motcua upgrade`: the database brought from an earlier release to this one, with a way back."""

import argparse
import os
from pathlib import Path

from motcua.kernel.database import city
from motcua.ops import bootstrap, upgrading
from motcua.ops.commands.backup import server_of, tell
from motcua.ops.printing import give, say


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("upgrade", help="nâng cấp / bring a city to this release")
    parser.add_argument("--plan", action="store_true", help="chỉ nói sẽ làm gì / say only what would be done")
    parser.add_argument("--backup", type=Path, metavar="FOLDER", help="sao lưu vào / put away first in")
    parser.add_argument("--no-backup", action="store_true", help="không sao lưu / put nothing away first")
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when the city is what this code needs and proven; 1 when something does not fit; 2 when refused untouched."""
    home = bootstrap.chosen_home()
    folder = None if args.no_backup else args.backup or home.path / "backups"
    with server_of(home) as admin_url:
        plan = upgrading.look(admin_url, city())
        if not args.json:
            say(f"Cần chuyển đổi / to migrate: {len(plan.missing)}")
            for name in plan.names:
                say(f"  {name}")
        if args.plan:
            if args.json:
                give({"city": plan.city, "missing": plan.names})
            return 0
        os.environ.pop("MOTCUA_DATABASE", None)
        _, made = upgrading.upgrade(admin_url, home, city(), folder)
        wrong = upgrading.prove(admin_url, home, city())
    if args.json:
        give({"city": plan.city, "missing": plan.names, "backup": made and made.folder, "wrong": wrong})
    else:
        if made:
            say(f"Đã sao lưu / put away: {made.folder}")
        tell(tuple(wrong))
        say("Có chỗ không khớp. / Something does not fit." if wrong else "Đã nâng cấp và kiểm tra. / Done and proven.")
    return 1 if wrong else 0
