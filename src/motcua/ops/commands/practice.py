"""`motcua practice`: a practice city with made-up cases beside the city of this data folder, in the foreground."""

import argparse
import os
import signal
import threading
import time
from types import FrameType

from motcua.ops import bootstrap, postgres, practice
from motcua.ops.demo import people
from motcua.ops.printing import complain, say
from motcua.ops.processes import Family, free_port

WATCH_SECONDS = 0.5


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("practice", help="luyện tập với hồ sơ giả / practise on made-up cases")
    parser.add_argument("--fresh", action="store_true", help="làm lại từ đầu / start over")
    parser.add_argument("--port", type=int, default=8010)
    parser.add_argument("--site", default="", help="địa chỉ người dùng mở / the address people open")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    began, real = time.monotonic(), bootstrap.chosen_home()
    own = os.environ.get("DATABASE_URL")
    server = postgres.ForeignServer(own) if own else postgres.start(real)
    port = free_port(args.port)
    place = practice.Practice(real, server, port, args.site or f"http://127.0.0.1:{port}")
    ending, family = threading.Event(), Family()

    def end(number: int, frame: FrameType | None) -> None:
        ending.set()

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, end)
    try:
        if args.fresh:
            practice.start_over(place)
        practice.prepare(place)
        practice.run(place, family)
        announce(place.site, time.monotonic() - began)
        while not ending.wait(WATCH_SECONDS):
            family.mend()
    except RuntimeError as fault:
        complain(f"motcua practice: {fault}")
        return 1
    finally:
        practice.forget(real)
        family.stop()
        server.stop()
    return 0


def announce(site: str, seconds: float) -> None:
    say(f"\n{site}/can-bo/   BẢN LUYỆN TẬP / PRACTICE")
    for official in people.OFFICIALS:
        say(f"  {official.words.vi} / {official.words.en}: {official.username}  /  {people.PASSWORD}")
    say(f"Sẵn sàng sau / ready in {seconds:.1f} s. Ctrl-C để dừng / to stop.")
