"""The command `motcua`: each subcommand is one module of `motcua.ops.commands`."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence

from motcua.kernel.errors import Fault
from motcua.ops import commands
from motcua.ops.postgres import NoPostgres


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns its exit code. Faults become one sentence in both languages on standard error."""
    top = parser()
    args = top.parse_args(arguments, argparse.Namespace(top=top))
    try:
        return int(args.run(args) or 0)
    except Fault as fault:
        sys.stderr.write(f"motcua: [{fault.code}] {fault.words.vi} / {fault.words.en}\n")
        return 2
    except NoPostgres as missing:
        sys.stderr.write(f"motcua: {missing}\n")
        return 3
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="motcua", description="Một Cửa: hệ thống một cửa điện tử dùng chung")
    subparsers = top.add_subparsers(required=True, metavar="lệnh/command")
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        importlib.import_module(f"{commands.__name__}.{module.name}").add(subparsers)
    return top


if __name__ == "__main__":
    sys.exit(main())
