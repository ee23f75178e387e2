"""`motcua retention`: what was kept long enough, by rule, goes; what a restore brings back goes again."""

import argparse
from typing import Any

from motcua.ops import bootstrap
from motcua.ops.printing import give, say


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("retention", help="xóa dữ liệu hết hạn giữ / erase what was kept long enough")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đếm / count, erase nothing")
    parser.add_argument(
        "--replay", action="store_true", help="xóa lại sau khi khôi phục / erase again what a restore brought back"
    )
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON / one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Always 0: nothing due is good news as well."""
    applying = bootstrap.load("motcua.casework.retention.services.applying")
    if args.replay:
        done = applying.replay()
        if args.json:
            give(done)
        else:
            say(f"Xóa lại / erased again: {done['cases']} hồ sơ / cases, {done['people']} người / people")
            say(f"Chưa xóa vì còn mở hoặc đang giữ / left, open or held: {done['left']}")
        return 0
    found = applying.due() if args.dry_run else applying.apply_rules()
    told(found, dry=args.dry_run, as_json=args.json)
    return 0


def told(found: dict[str, int], *, dry: bool, as_json: bool) -> None:
    if as_json:
        give({"due" if dry else "done": found, "total": sum(found.values())})
        return
    rules: Any = bootstrap.load("motcua.casework.retention.rules").RULES
    for key, count in found.items():
        name = rules[key].name if key in rules else "tệp trong kho / contents in the store"
        say(f"{count:>8}  {key:<13} {name}")
    total = sum(found.values())
    say(f"Đến hạn xóa / due: {total}" if dry else f"Đã xóa / erased: {total}")
