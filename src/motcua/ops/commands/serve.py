"""`motcua serve` and `motcua worker`: the two kinds of process a city runs, one jurisdiction each."""

import argparse
import os
import tempfile

from motcua.ops import bootstrap, web
from motcua.ops.processes import run_leading
from motcua.ops.watching import counting


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    server = subparsers.add_parser("serve", help="chạy máy chủ web / run the web server")
    server.add_argument("--host", default="127.0.0.1")
    server.add_argument("--port", type=int, default=8000)
    server.add_argument("--workers", type=int, default=web.WORKERS)
    server.set_defaults(run=serve)
    worker = subparsers.add_parser("worker", help="chạy tiến trình nền / run the background worker")
    worker.set_defaults(run=work)


LINES = {"MOTCUA_LINES": "1"}
"""A city that runs keeps its log as lines of JSON, unless its surroundings say otherwise."""


def serve(args: argparse.Namespace) -> int:
    bootstrap.prepare_database()
    command = web.command(args.port, host=args.host, workers=args.workers)
    with tempfile.TemporaryDirectory(prefix="motcua-counts-") as folder:
        return run_leading(command, LINES | {counting.FOLDER: folder} | os.environ | web.SERVED)


def work(args: argparse.Namespace) -> int:
    os.environ.setdefault("MOTCUA_LINES", "1")
    bootstrap.load("motcua.ops.worker").run()
    return 0
