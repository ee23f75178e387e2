"""`motcua demo`: the whole system on this machine, with a small city in it; stays in the foreground until ended."""

import argparse
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

from motcua.kernel import clock
from motcua.kernel.home import Home
from motcua.ops import bootstrap, jurisdiction, postgres
from motcua.ops.demo import house, people
from motcua.ops.demo.memory import remember, remembered
from motcua.ops.demo.models import MODELS, TWO_LEVEL, Model, shift_days
from motcua.ops.printing import complain, say

FOLDER = "demo"
BUILDER = "motcua.ops.demo.city"
"""Its models take a second to load: that happens while another process makes the tables."""
AnyServer = postgres.Server | postgres.ForeignServer
EVERYDAY_CASES = 150
"""Enough to look alive; they come by and by once the portal answers, some tenths of a second each."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("demo", help="chạy thử cả hệ thống / try the whole system")
    parser.add_argument("--fresh", action="store_true", help="làm lại từ đầu / start over")
    parser.add_argument("--model", choices=sorted(MODELS), default=TWO_LEVEL.key)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--cases", type=int, default=EVERYDAY_CASES, help="hồ sơ mô phỏng lúc đầu / simulated at first")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    began = time.monotonic()
    model = MODELS[args.model]
    home = Home(Home.current().path / f"{FOLDER}-{model.key}")
    os.environ["MOTCUA_HOME"] = str(home.path)
    if args.fresh:
        start_over(home)
    home.mark_made_up()
    server = database(home)
    if isinstance(server, postgres.Server) and server.process is None:
        complain("motcua demo: đang chạy ở cửa sổ khác / is running in another window")
        return 1
    running = prepare(home, server, model, args)
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, _ender(running))
    try:
        running.open()
        announce(running, model, time.monotonic() - began)
        if args.cases > 0 and remembered(home).get("everyday") == "wanted":
            running.everyday.begin(args.cases)
        running.watch()
    except RuntimeError as fault:
        complain(f"motcua demo: {fault}")
        return 1
    finally:
        running.close()
    say("Đã dừng. Dữ liệu được giữ. / Stopped. The data is kept.")
    return 0


def database(home: Home) -> AnyServer:
    """The server `DATABASE_URL` names, else the embedded one."""
    own = os.environ.get("DATABASE_URL")
    return postgres.ForeignServer(own) if own else postgres.start(home)


def prepare(
    home: Home, server: postgres.Server | postgres.ForeignServer, model: Model, args: argparse.Namespace
) -> house.House:
    """Database, migrations where something changed, and the city where it is not there yet; servers start meanwhile."""
    at = house.addresses(args.port)
    shift = shift_days(model, clock.today())
    os.environ.update(house.environment(home, server, at, shift))
    running = house.House(home, server, at, dict(os.environ))
    running.open_stand_ins()
    loading = threading.Thread(target=bootstrap.load, args=(BUILDER,))
    loading.start()
    prepared = jurisdiction.fingerprint()
    if remembered(home).get("prepared") != prepared:
        say("chuẩn bị cơ sở dữ liệu / preparing the database")
        jurisdiction.add(server.admin_url, place=server.place)
        remember(home, prepared=prepared)
    loading.join()
    running.open_portal()
    if remembered(home).get("city") != "built":
        clock.shift(days=shift)
        bootstrap.load(BUILDER).build(model, say)
        remember(home, city="built", everyday="wanted")
    return running


def start_over(home: Home) -> None:
    if postgres.running(home):
        sys.exit("motcua demo: đang chạy, hãy dừng trước / is running, stop it first")
    postgres.remove(home)
    shutil.rmtree(home.path, ignore_errors=True)


def announce(running: house.House, model: Model, seconds: float) -> None:
    at = running.addresses
    say(f"\n{at.portal}   Cổng dịch vụ công, API ở / portal, API below {at.portal}api/v1/")
    say(f"{at.portal}can-bo/   Cán bộ / officials")
    say(f"{at.portal}quan-tri/   Quản trị / administration")
    say(f"http://127.0.0.1:{at.mail}/   Hộp thư thử / caught e-mail\n")
    say("Đăng nhập / sign-ins:")
    say(f"  Người dân / citizen        “Đăng nhập bằng VNeID” → {people.CITIZEN_NAME} ({people.CITIZEN_NUMBER})")
    for official in people.OFFICIALS:
        words = f"{official.words.vi} / {official.words.en}"
        say(f"  {words:<26} {official.username}  /  {people.PASSWORD}")
    say(f"\nMô hình / model: {model.key}. Sẵn sàng sau / ready in {seconds:.1f} s. Ctrl-C để dừng / to stop.")


def _ender(running: house.House) -> Callable[[int, FrameType | None], None]:
    def end(number: int, frame: FrameType | None) -> None:
        running.ending.set()

    return end
