"""Small mistakes planted in a module, one at a time, in its syntax tree: nothing is ever written.

What is changed: comparisons, `and`/`or`, `not`, arithmetic, numbers, truths, texts, one constant of a name for another,
elements of sets, conditions (their contrary), values given back (None), statements that only do something (left out),
`break`/`continue`. What is not: words for people (`Words`, docstrings, what an error tells a programmer), texts of
several lines (SQL), annotations and decorators.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import CodeType

TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitAnd, ast.Pow: ast.Mult,
}  # fmt: skip
WHOLE = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
PASSED_OVER = ("annotation", "returns", "decorator_list", "type_comment", "type_params")


@dataclass(frozen=True)
class Mutant:
    """One change: `home` is the outermost function it lies in ("" outside of any), `lines` those of its statement.

    `table` names the constant it lies in, outside of functions ("NAME" or "Class.NAME"), `statement` is what sets it.
    `change` reads "before → after"; `index` is None where the field is no list.
    """

    module: str
    home: str
    line: int
    lines: tuple[int, int]
    change: str
    parent: ast.AST
    field: str
    index: int | None
    new: ast.AST
    table: str = ""
    statement: ast.stmt | None = None
    nth: int = 1

    @property
    def key(self) -> str:
        """How a mutant that changes nothing is named in `equal.py`: it outlives changes elsewhere in the file."""
        return f"{self.home}: {self.change}" + (f" ({self.nth})" if self.nth > 1 else "")


@dataclass(frozen=True)
class _Place:
    home: str
    lines: tuple[int, int]
    scope: str = ""
    table: str = ""
    statement: ast.stmt | None = None


class Maker:
    """The mutants of one module's source."""

    def __init__(self, module: str, source: str) -> None:
        self.module, self.tree = module, ast.parse(source)
        self.names: dict[str, list[str]] = {}
        for node in ast.walk(self.tree):
            if (named := _constant_of(node)) is not None:
                self.names.setdefault(named[0], []).append(named[1])

    def mutants(self) -> list[Mutant]:
        """In the order of the text; of equal changes in one function each has its number."""
        seen: Counter[str] = Counter()
        found = []
        for one in self._below(self.tree, _Place("", (1, 1))):
            seen[one.key] += 1
            found.append(replace(one, nth=seen[one.key]))
        return found

    def planted(self, mutant: Mutant, *, alone: bool = False) -> CodeType:
        """The module's code with this one mistake, or its statement's `alone`; the tree is as it was afterwards."""
        whole = getattr(mutant.parent, mutant.field)
        if mutant.index is None:
            setattr(mutant.parent, mutant.field, mutant.new)
        else:
            changed = [mutant.new if at == mutant.index else one for at, one in enumerate(whole)]
            setattr(mutant.parent, mutant.field, changed)
        try:
            ast.fix_missing_locations(self.tree)
            tree = ast.Module([mutant.statement], []) if alone and mutant.statement else self.tree
            code: CodeType = compile(tree, self.module, "exec", dont_inherit=True)
            return code
        finally:
            setattr(mutant.parent, mutant.field, whole)

    def _below(self, parent: ast.AST, place: _Place) -> Iterator[Mutant]:
        for name, value in ast.iter_fields(parent):
            if name in PASSED_OVER:
                continue
            for at, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(node, ast.AST) or _is_words(node) or _is_docstring(parent, name, at, node):
                    continue
                here = _entered(node, place)
                if isinstance(node, ast.arguments) and getattr(parent, "name", "") == place.home.rpartition(".")[2]:
                    here = _Place("", here.lines)  # what stands for an argument left out is made at import
                for new in self._changes(node, parent, name):
                    ast.copy_location(new, node) if hasattr(node, "lineno") else None
                    told = (node, new) if hasattr(node, "lineno") else (parent, None)
                    change = self._told(parent, name, at, new) if told[1] is None else f"{_text(node)} → {_text(new)}"
                    line = getattr(node, "lineno", getattr(parent, "lineno", here.lines[0]))
                    yield Mutant(
                        self.module, place.home, line, here.lines, change, parent, name, at, new,
                        here.table, here.statement,
                    )  # fmt: skip
                yield from self._below(node, here)

    def _told(self, parent: ast.AST, name: str, at: int | None, new: ast.AST) -> str:
        """An operator has no text of its own: that of the expression around it."""
        before, whole = _text(parent), getattr(parent, name)
        setattr(parent, name, new if at is None else [new if place == at else one for place, one in enumerate(whole)])
        after = _text(parent)
        setattr(parent, name, whole)
        return f"{before} → {after}"

    def _changes(self, node: ast.AST, parent: ast.AST, name: str) -> Iterator[ast.AST]:
        if type(node) in TURNED and name in ("op", "ops"):
            yield TURNED[type(node)]()
        if name in ("test", "ifs") and isinstance(node, ast.expr) and not _is_turned_whole(node):
            yield node.operand if _is_not(node) else ast.UnaryOp(ast.Not(), node)  # type: ignore[attr-defined]
        match node:
            case ast.Constant(value=bool(value)):
                yield ast.Constant(not value)
            case ast.Constant(value=int(value)):
                yield ast.Constant(value + 1)
            case ast.Constant(value=str(value)) if "\n" not in value and not isinstance(parent, ast.Expr):
                yield ast.Constant(f"{value}x")
            case ast.UnaryOp(op=ast.Not() | ast.USub()) if name not in ("test", "ifs"):
                yield node.operand
            case ast.Set(elts=elements) if len(elements) > 1:
                yield from (ast.Set([one for one in elements if one is not gone]) for gone in elements)
            case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
                yield ast.Return(ast.Constant(None))
            case ast.Expr(value=ast.Call()) | ast.Raise() | ast.AugAssign():
                yield ast.Pass()
            case ast.Break():
                yield ast.Continue()
            case ast.Continue():
                yield ast.Break()
        if (named := _constant_of(node)) is not None and isinstance(node, ast.Attribute):
            others = sorted(set(self.names[named[0]]))
            if len(others) > 1:
                yield ast.Attribute(node.value, others[(others.index(named[1]) + 1) % len(others)], ast.Load())


def _entered(node: ast.AST, place: _Place) -> _Place:
    """Of a function the outermost counts; of a statement with a body only its head."""
    if not isinstance(node, ast.stmt):
        return place
    body = getattr(node, "body", None)
    last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
    home, scope = place.home, place.scope
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not home:
        scope = f"{scope}{node.name}."
        home = scope[:-1] if isinstance(node, FUNCTIONS) else ""
    table = f"{scope}{_target(node)}" if not home and _target(node) else ""
    return _Place(home, (node.lineno, last), scope, table, node if table else None)


def _target(node: ast.stmt) -> str:
    """The one name a statement sets."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return targets[0].id if len(targets) == 1 and isinstance(targets[0], ast.Name) else ""


def _constant_of(node: ast.AST) -> tuple[str, str] | None:
    """("State", "DRAFT") of `State.DRAFT`."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
        return node.value.id, node.attr
    return None


def _is_turned_whole(node: ast.expr) -> bool:
    """Turning its operator or its value is its contrary already; nothing is imported for annotations."""
    if isinstance(node, ast.Name) and node.id == "TYPE_CHECKING":
        return True
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], WHOLE)
    )


def _is_not(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _is_words(node: ast.AST) -> bool:
    """What people or programmers read, the values an annotation allows, and what only holds programmers to it."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id == "Literal"
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return True  # lengths that are equal anyhow
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and (called.id == "Words" or called.id.endswith("Error"))


def _is_docstring(parent: ast.AST, name: str, at: int | None, node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _text(node: ast.AST) -> str:
    told = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return told if len(told) <= 90 else f"{told[:60]} … {told[-25:]}"
