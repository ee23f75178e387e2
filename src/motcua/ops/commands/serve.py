"""`motcua serve` and `motcua worker`: the two kinds of process a city runs, one jurisdiction each."""

import argparse
import os
import tempfile

from motcua.ops import bootstrap, web
from motcua.ops.printing import complain
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
    """HUP brings a new server on the code that lies there now, and loses no request."""
    bootstrap.prepare_database()
    with tempfile.TemporaryDirectory(prefix="motcua-counts-") as folder:
        surroundings = LINES | {counting.FOLDER: folder} | os.environ | web.SERVED
        try:
            holder = web.held(args.port, surroundings, host=args.host, workers=args.workers)
        except OSError as error:
            complain(f"motcua: không nghe được / cannot listen at {args.host}:{args.port}: {error.strerror}")
            return 1
        return holder.run()


def work(args: argparse.Namespace) -> int:
    os.environ.setdefault("MOTCUA_LINES", "1")
    bootstrap.load("motcua.ops.worker").run()
    return 0
