"""`motcua manage …`: Django's own commands; those that write migrations run as the owner."""

import argparse
import os

from django.core.management import execute_from_command_line

from motcua.ops import bootstrap

OWNERS = {"makemigrations", "migrate", "sqlmigrate", "prepare_city", "dbshell"}


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("manage", help="lệnh của Django / Django's own commands", add_help=False)
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.rest[:1] == ["makemigrations"]:
        os.environ.setdefault("MOTCUA_DATABASE", "postgresql://127.0.0.1:1/unused")
    else:
        bootstrap.prepare_database()
    if args.rest[:1] and args.rest[0] in OWNERS:
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings.owner"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", bootstrap.RUN)
    execute_from_command_line(["motcua manage", *args.rest])
    return 0
