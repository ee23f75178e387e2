"""Do the tests notice? One warm pytest for each module, and a fork of it for each mutant.

A mutant inside a function: the fork gives the living function the changed code and runs the tests that come by its
lines, the quickest first, to the first that fails. One in a table is set anew wherever it is known by its name, and
all tests of the module are run. What lives there or in a function that was called at import, and what else is made at
import (classes, what stands for an argument left out), is tried in a fork that begins before anything of the product
was imported. Nothing is written: whatever ends a run, the tree is as it was. All forks use one database server.
"""

import contextlib
import gc
import importlib
import importlib.abc
import importlib.util
import json
import os
import resource
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import _lru_cache_wrapper, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

import coverage
import pytest
from coverage.exceptions import CoverageWarning
from hypothesis import Phase, settings

from motcua.ops.checks.core.declared import ROOT
from motcua.ops.checks.core.making import Maker, Mutant

KILLED, LIVED, UNSEEN, LONG = "killed", "lived", "no test comes here", "took too long"
ROOM = 6 * 2**30
"""Bytes a fork may address: a mutant that never stops growing ends by itself."""
MOST_EXAMPLES = 30
"""Of each property, always the same ones: a mutant that more would notice counts as living."""
MOST_SECONDS = 600.0
QUIET = ["-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
LOUD = os.dup(2)
"""Where progress is told: forks have no output of their own."""


def begin_server() -> None:
    """The database server of this run; ends with this process. What came by DATABASE_URL is used as it is."""
    sys.path.insert(0, str(ROOT))
    argv, sys.argv = sys.argv, sys.argv[:1]
    importlib.import_module("tests.support.cluster")
    sys.argv = argv


def tried(module: str, tests: Sequence[str], chosen: Sequence[Mutant], maker: Maker) -> Iterator[tuple[Mutant, str]]:
    """What became of each mutant. RuntimeError where the tests fail without any."""
    warm = _Warm(module, [one for one in chosen if one.home or one.table], maker)
    told = _forked(lambda: warm.run(tests), MOST_SECONDS * 20)
    if not isinstance(told, dict):
        raise RuntimeError(f"{module}: {told or 'the tests fail as they are'}")
    for mutant in chosen:
        verdict = told["verdicts"].get(mutant.key)
        if verdict is None or (verdict == LIVED and (mutant.table or mutant.key in told["at_import"])):
            verdict = _heard(mutant, _fresh(module, tests, maker.planted(mutant), 30 + 5 * told["seconds"]))
        if verdict not in (KILLED, LIVED, UNSEEN, LONG):
            raise RuntimeError(f"{module}:{mutant.line} {mutant.change}: {verdict}")
        yield mutant, verdict


def _heard(mutant: Mutant, verdict: str) -> str:
    """Told on the way, as a run takes its time."""
    os.write(LOUD, f"{verdict}: {mutant.module}:{mutant.line} {mutant.change}\n".encode())
    return verdict


class _Warm:
    """A pytest plugin that runs nothing itself: its forks do. `run` gives {"verdicts": {key: …}, "seconds": …}."""

    def __init__(self, module: str, mutants: list[Mutant], maker: Maker) -> None:
        self.module, self.mutants, self.maker = module, mutants, maker
        self.path = str(ROOT / module)
        self.at_import = coverage.Coverage(data_file=None, include=[self.path], config_file=False)
        self.told: Any = None

    def run(self, tests: Sequence[str]) -> Any:
        self.at_import.start()
        code = pytest.main([*QUIET, *tests], plugins=[self])
        return self.told if self.told is not None else f"pytest: {code}"

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        quiet = settings(
            settings.default, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate], print_blob=False
        )
        settings.register_profile("mutants", quiet)
        settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            test: Any = getattr(item, "obj", None)
            usual = getattr(test, "_hypothesis_internal_use_settings", None)
            if usual is not None and usual.max_examples > MOST_EXAMPLES:
                fewer = settings(usual, max_examples=MOST_EXAMPLES)
                getattr(test, "__func__", test)._hypothesis_internal_use_settings = fewer

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.at_import.stop()
        with warnings.catch_warnings(action="ignore", category=CoverageWarning):
            imported = set(self.at_import.get_data().lines(self.path) or ())
        base = _forked(lambda: _Baseline(self.path).over(session.items), MOST_SECONDS)
        if not isinstance(base, dict):
            self.told = f"the tests fail as they are: {base}"
            return True
        came = {name: set(lines) for name, lines in base["came"].items()}
        living = _Living(self.path)
        verdicts: dict[str, str] = {}
        for mutant in self.mutants:
            lines = set(range(mutant.lines[0], mutant.lines[1] + 1))
            among = [one for one in session.items if mutant.table or lines & came[one.nodeid]]
            items = sorted(among, key=lambda one: base["took"][one.nodeid])
            if not items and not imported & lines:
                verdicts[mutant.key] = _heard(mutant, UNSEEN)
            elif items:
                seconds = 10 + 5 * sum(base["took"][one.nodeid] for one in items)
                verdicts[mutant.key] = _heard(mutant, _forked(partial(self._noticed, living, mutant, items), seconds))
        ran = [one.key for one in self.mutants if imported & set(range(one.lines[0], one.lines[1] + 1))]
        self.told = {"verdicts": verdicts, "at_import": ran, "seconds": sum(base["took"].values())}
        return True

    def _noticed(self, living: "_Living", mutant: Mutant, items: Sequence[pytest.Item]) -> str:
        if mutant.table:
            try:
                living.set(mutant.table, self.maker.planted(mutant, alone=True))
            except Exception:
                return LIVED  # import would end so, or it is an enumeration's: the fresh fork says
        else:
            living.replace(mutant.home, self.maker.planted(mutant))
        return KILLED if any(_failed(item, following) for item, following in _in_order(items)) else LIVED


class _Baseline:
    """Every test once: how long it takes and which lines of the module it comes by. None where one fails."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.failed = False

    def over(self, items: Sequence[pytest.Item]) -> Any:
        seen = coverage.Coverage(data_file=None, include=[self.path], config_file=False)
        took = {}
        seen.start()
        for item, following in _in_order(items):
            seen.switch_context(item.nodeid)
            began = time.monotonic()
            if failed := _failed(item, following):
                return f"{item.nodeid}\n{failed}"
            took[item.nodeid] = time.monotonic() - began
        seen.stop()
        came: dict[str, list[int]] = {name: [] for name in took}
        with warnings.catch_warnings(action="ignore", category=CoverageWarning):
            found = seen.get_data()
        for line, names in found.contexts_by_lineno(self.path).items():
            for name in names:
                came.setdefault(name, []).append(line)
        return {"took": took, "came": came}


def _failed(item: pytest.Item, following: pytest.Item | None) -> str:
    """Why a test failed, in setup, body or teardown; "" where it did not."""
    told: list[str] = []
    watch = _Watch(told)
    item.config.pluginmanager.register(watch)
    try:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    finally:
        item.config.pluginmanager.unregister(watch)
    return "\n".join(told)


class _Watch:
    def __init__(self, told: list[str]) -> None:
        self.told = told

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.told.append(report.longreprtext or "failed")


def _in_order(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


class _Living:
    """The functions of the module by their name in it, wrapped ones too, and whatever remembers answers."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.functions: dict[tuple[str, int], list[FunctionType]] = {}
        self.caches: list[Any] = []
        for one in gc.get_objects():
            if type(one) is FunctionType and one.__code__.co_filename == path:
                self.functions.setdefault(_name_of(one.__code__), []).append(one)
            elif type(one) is _lru_cache_wrapper:
                self.caches.append(one)
        gc.collect()
        gc.freeze()  # forks then share what was collected

    def replace(self, home: str, code: CodeType) -> None:
        """Functions get the changed code, and nothing remembers what the unchanged said."""
        for name in home.split("."):
            code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name)
        self._renew(code)
        self.forget()

    def _renew(self, code: CodeType) -> None:
        """Also those made inside of it before, as decorators make them."""
        for function in self.functions.get(_name_of(code), ()):
            if function.__code__.co_freevars == code.co_freevars:
                function.__code__ = code
        for inner in code.co_consts:
            if isinstance(inner, CodeType):
                self._renew(inner)

    def set(self, table: str, code: CodeType) -> None:
        """A constant gets its changed value in every module that knows it by its name, or in its class."""
        module = next(one for one in sys.modules.values() if getattr(one, "__file__", "") == self.path)
        within, _, name = table.rpartition(".")
        told = dict(vars(module))
        exec(code, told)  # noqa: S102 its own source
        if within:
            setattr(getattr(module, within), name, told[name])
        else:
            was = vars(module)[name]
            for one in [one for one in sys.modules.values() if vars(one).get(name) is was]:
                setattr(one, name, told[name])
        self.forget()

    def forget(self) -> None:
        for cache in self.caches:
            cache.cache_clear()


def _name_of(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _fresh(module: str, tests: Sequence[str], code: CodeType, seconds: float) -> str:
    name = module.removeprefix("src/").removesuffix(".py").replace("/", ".")

    def run() -> str:
        for known in [one for one in sys.modules if one.partition(".")[0] == "motcua"]:
            del sys.modules[known]  # what the server needed
        sys.meta_path.insert(0, _Changed(name, str(ROOT / module), code))
        try:
            passed = pytest.main([*QUIET, "-x", *tests], plugins=[_Quiet()]) == 0
        except BaseException:
            return KILLED  # not even imported
        return LIVED if passed else KILLED

    return str(_forked(run, seconds))


class _Quiet:
    pytest_collection = _Warm.pytest_collection
    pytest_collection_modifyitems = _Warm.pytest_collection_modifyitems


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with a mistake in it."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        self.name, self.path, self.code = name, path, code

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> Any:
        if fullname != self.name:
            return None
        spec = importlib.util.spec_from_file_location(fullname, self.path)
        if spec is not None:
            spec.loader = self
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)  # noqa: S102 its own source


def _forked(work: Callable[[], Any], seconds: float) -> Any:
    """What `work` gives in a fork of this process that dies afterwards, with all it began; LONG past `seconds`."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _alone(work, writing)
    os.close(writing)
    try:
        if not select.select([reading], [], [], seconds)[0]:
            return LONG
        with os.fdopen(reading, "rb", closefd=False) as answer:
            told = answer.readline()
            return json.loads(told) if told else KILLED  # it ended without a word
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reading)


def _alone(work: Callable[[], Any], writing: int) -> None:
    """In the fork: a session of its own, no output, no end of the parent's."""
    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    try:
        told = work()
    except BaseException as error:
        told = f"{type(error).__name__}: {error}"
    with os.fdopen(writing, "wb") as answer:
        answer.write(json.dumps(told).encode() + b"\n")
    os._exit(0)
