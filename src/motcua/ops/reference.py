"""Reference pages drawn from the code: states, roles, ledger kinds, errors, routes, commands; kept fresh by a check."""

import argparse
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from motcua.base.access import permissions, roles
from motcua.base.access.routes import access_of
from motcua.base.ledger.kinds import all_kinds
from motcua.domain.cases.states import FACTS, MOVES, State
from motcua.kernel.errors import Fault

DRAWN = (
    "<!-- Vẽ từ mã nguồn bằng `motcua docs`; đừng sửa tay. / Drawn from the code by `motcua docs`; do not edit. -->\n"
)


def pages(parser: argparse.ArgumentParser) -> dict[str, str]:
    """File name below docs/reference → text."""
    makers: dict[str, Callable[[], str]] = {
        "states.md": states_page,
        "roles.md": roles_page,
        "ledger.md": ledger_page,
        "errors.md": errors_page,
        "routes.md": routes_page,
    }
    drawn = {name: DRAWN + make() for name, make in makers.items()}
    return drawn | {"commands.md": DRAWN + commands_page(parser)}


def states_page() -> str:
    lines = ["# Trạng thái của hồ sơ / States of a case\n", "```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    for move in MOVES.values():
        lines += [f"    {source} --> {move.target}: {move.verb}" for source in sorted(move.sources)]
    lines += ["```\n", table("state", "Tiếng Việt", "English", "holder", "clock", "national status")]
    for state in State:
        facts = FACTS[state]
        lines.append(row(state, facts.words.vi, facts.words.en, facts.holder, facts.clock, facts.national or "—"))
    lines += ["\n## Các bước chuyển / Moves\n", table("verb", "words", "from", "to", "ledger kind")]
    for move in MOVES.values():
        lines.append(row(move.verb, move.words.en, ", ".join(sorted(move.sources)), move.target, f"`{move.event}`"))
    return "\n".join(lines) + "\n"


def roles_page() -> str:
    lines = ["# Vai trò và quyền / Roles and permissions\n"]
    for role in roles.ROLES.values():
        lines += [f"## {role.title.vi} / {role.title.en} (`{role.name}`)\n", inspect.getdoc(role) or "", ""]
        lines += [f"- `{name}`: {permissions.words_of(name).en}" for name in sorted(role.permissions)]
        lines.append("")
    return "\n".join(lines)


def ledger_page() -> str:
    lines = [
        "# Sổ sự kiện / Kinds of ledger entries\n",
        table("kind", "who may read", "Tiếng Việt", "English", "facts"),
    ]
    lines += [row(f"`{k.name}`", k.audience, k.vi, k.en, ", ".join(k.facts) or "—") for k in all_kinds()]
    return "\n".join(lines) + "\n"


def errors_page() -> str:
    lines = ["# Lỗi / Errors\n", "RFC 9457 problem details carry `code`, `status` and the sentence.\n"]
    lines.append(table("code", "status", "Tiếng Việt", "English"))
    assert get_resolver().url_patterns  # with the addresses comes what is raised behind them
    for fault in sorted(all_faults(Fault), key=lambda found: (found.code, found.__name__)):
        lines.append(row(f"`{fault.code}`", fault.status, fault.sentence.vi, fault.sentence.en))
    return "\n".join(dict.fromkeys(lines)) + "\n"


def all_faults(base: type[Fault]) -> Iterator[type[Fault]]:
    yield base
    for child in base.__subclasses__():
        if child.__module__.startswith("motcua."):
            yield from all_faults(child)


def routes_page() -> str:
    lines = ["# Địa chỉ / Routes\n", table("address", "who may come", "reason or permission")]
    for address, pattern in walk_routes(get_resolver()):
        access = access_of(pattern.callback)
        lines.append(row(f"`{address}`", access.who if access else "closed", access.detail if access else ""))
    return "\n".join(lines) + "\n"


def walk_routes(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every address and its pattern, depth first, in the order they are tried."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from walk_routes(entry, address)
        else:
            yield address, entry


def commands_page(parser: argparse.ArgumentParser) -> str:
    lines = ["# Lệnh / Commands\n"]
    for name, sub in subcommands(parser):
        if sub.add_help:
            lines += [f"## motcua {name}\n", "```text", plain_help(sub), "```\n"]
            for inner, deeper in subcommands(sub):
                lines += [f"### motcua {name} {inner}\n", "```text", plain_help(deeper), "```\n"]
    return "\n".join(lines)


def subcommands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def plain_help(parser: argparse.ArgumentParser) -> str:
    parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=100)
    return parser.format_help().strip()


def table(*heads: str) -> str:
    return row(*heads) + "\n" + "|" + "---|" * len(heads)


def row(*cells: Any) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
