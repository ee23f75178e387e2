"""`motcua probe`: five everyday things, asked of a city from outside; found once, or told to the city for ever."""

import argparse
import json
import os
import re
import signal
import threading
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from motcua.base.outages.enums import JOURNEYS
from motcua.base.outages.keys import probe_token
from motcua.kernel.home import Home
from motcua.ops import bootstrap
from motcua.ops.printing import complain, say
from motcua.ops.probing.journeys import play
from motcua.ops.probing.spool import Spool, sender
from motcua.ops.probing.watch import Watch

ONCE = 300
"""How long one look of a probe that does not go on speaks for, in seconds: until somebody looks again."""
LEAST, MOST = 45, 3600
NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("probe", help="thử thành phố từ bên ngoài / look at a city from outside")
    parser.add_argument("--url", metavar="URL", help="địa chỉ của thành phố / the city's address")
    parser.add_argument("--every", type=beat, metavar="SECONDS", help="thử mãi / look for ever (60)")
    parser.add_argument("--name", type=name, default="ngoai-1", help="tên máy thử / what this probe is called")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="lượt chưa gửi / where unsent rounds wait")
    parser.add_argument("--json", action="store_true", help="mỗi lượt một dòng JSON / one line of JSON each")
    parser.add_argument("--token", action="store_true", help="chỉ in mã của thành phố / print the city's key alone")
    parser.set_defaults(run=run)


def beat(text: str) -> int:
    if not LEAST <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"{LEAST}–{MOST}")
    return int(text)


def name(text: str) -> str:
    if not NAME.fullmatch(text):
        raise argparse.ArgumentTypeError("a-z 0-9 . -")
    return text


def run(args: argparse.Namespace) -> int:
    """0 when the (last) round went well, 1 when not, 2 where it could not begin.

    With `MOTCUA_PROBE_TOKEN` what is found is told to the city, also later what was found while it was away.
    """
    if args.token:
        os.environ["MOTCUA_HOME"] = str(bootstrap.chosen_home().path)
        say(probe_token())
        return 0
    parts = urlsplit(args.url or "")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        complain("motcua: --url http://… (https://…)")
        return 2
    watch = watch_of(args, parts.hostname)
    tell = tell_json if args.json else tell_words
    ending, last = threading.Event(), [True]

    def told(found: dict[str, Any]) -> None:
        last[0] = found["well"]
        tell(found)

    if args.every is None:
        told(watch.round())
    else:
        for sent in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sent, lambda *_: ending.set())
        watch.run(told, ending)
    return 0 if last[0] else 1


def watch_of(args: argparse.Namespace, host: str) -> Watch:
    token = os.environ.get("MOTCUA_PROBE_TOKEN", "")
    keep = (args.keep or Home.current().path / "probe" / f"{host}.jsonl") if token else None
    send = sender(args.url, args.name, token) if token else None
    return Watch(partial(play, args.url), Spool(keep), args.every or ONCE, send)


def tell_json(found: dict[str, Any]) -> None:
    say(json.dumps(found, ensure_ascii=False))


def tell_words(found: dict[str, Any]) -> None:
    say(f"{found['at']}  {'tốt / well' if found['well'] else 'KHÔNG TỐT / NOT WELL'}")
    for one in found["journeys"]:
        words = JOURNEYS[one["journey"]]
        say(f"  {'✗' if one['why'] else '✓'} {one['ms']:6d} ms  {words.vi} / {words.en} {one['why']}".rstrip())
    if "not_taken" in found:
        say(f"  thành phố chưa nhận / not taken: {found['not_taken']}; {found['waiting']} lượt chờ / rounds wait")
    elif "handed_over" in found:
        say(f"  đã gửi / handed over: {found['handed_over']}")
