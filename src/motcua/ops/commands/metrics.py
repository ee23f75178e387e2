"""`motcua metrics`: what `/metrics` tells of the city, without a web server; or the token it asks for."""

import argparse
import os

from prometheus_client import CollectorRegistry, generate_latest

from motcua.ops import bootstrap
from motcua.ops.printing import say
from motcua.ops.watching.keys import metrics_token


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("metrics", help="số đo của thành phố / how the city stands, for Prometheus")
    parser.add_argument("--token", action="store_true", help="chỉ in mã truy cập / print the token of /metrics alone")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Requests are counted by web servers and told there alone."""
    if args.token:
        os.environ["MOTCUA_HOME"] = str(bootstrap.chosen_home().path)
        say(metrics_token())
        return 0
    readings = bootstrap.load("motcua.ops.watching.readings")
    registry = CollectorRegistry()
    registry.register(readings.Readings())
    say(generate_latest(registry).decode().rstrip("\n"))
    return 0
