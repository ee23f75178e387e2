"""The last weeks of a city at work, simulated beside the running demo: nobody waits for them."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.kernel import clock
from motcua.kernel.home import Home
from motcua.ops.demo.memory import remember
from motcua.ops.printing import say
from motcua.ops.processes import dying_with_parent

DAYS, SEED = 45, 1
"""How long the city has been at work when somebody first looks at it."""


def quietly() -> None:
    """For `preexec_fn`: visitors of the portal come first."""
    dying_with_parent(signal.SIGKILL)()
    os.nice(10)


@dataclass
class Everyday:
    """One process that simulates; when it was cut off, the next start begins another run of it."""

    home: Home
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def begin(self, cases: int) -> None:
        say(f"{cases} hồ sơ của {DAYS} ngày qua được thêm dần / {cases} cases of the last {DAYS} days come by and by")
        wanted = {"--days": DAYS, "--cases": cases, "--seed": SEED, "--processes": 1, "--until": clock.today()}
        told = [text for name, value in wanted.items() for text in (name, str(value))]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "motcua", "simulate", "--json", *told],
            env=dict(self.environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            preexec_fn=quietly,
        )  # fmt: skip

    def heed(self) -> None:
        """Called again and again: notes that it is done."""
        if self.process is None or self.process.poll() is None:
            return
        if self.process.returncode == 0:
            remember(self.home, everyday="lived")
            say("Đã thêm đủ hồ sơ. / All cases have been added.")
        self.process = None

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
