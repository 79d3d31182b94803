"""Reads our own source for the house rules."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
PACKAGES = ("rules", "adapters", "bot")


@dataclass(frozen=True)
class Source:
    """One Python file: `name` as from the repository's root, and what is in it."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def nodes(self) -> tuple[ast.AST, ...]:
        return _walked(self)


@cache
def _walked(source: Source) -> tuple[ast.AST, ...]:
    """Every node, kept: each house rule looks through a thousand files."""
    return tuple(ast.walk(ast.parse(source.text, source.name)))


@cache
def files() -> tuple[str, ...]:
    """Every file that is, or is about to be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(name for name in sorted(set(listed.stdout.splitlines())) if (REPOSITORY / name).is_file())


@cache
def sources(*folders: str) -> list[Source]:
    """Python files under the folders; under all of ours without one."""
    return [
        Source(name, (REPOSITORY / name).read_text(encoding="utf-8"))
        for name in files()
        if name.endswith(".py") and (not folders or name.startswith(tuple(f"{folder}/" for folder in folders)))
    ]


def impurities(source: Source) -> Iterator[str]:
    """What the floor must not do, as `line N: what`: waits, clocks, chance, output, and what differs from run to run.

    A `now` that was handed in is data, and may be read.
    """
    for node in source.nodes():
        match node:
            case ast.Import(names=names):
                found = [alias.name for alias in names if _outside(alias.name)]
            case ast.ImportFrom(module=str(module)):
                found = [module] if _outside(module) else []
            case ast.Call(func=ast.Name(id=name)):
                found = [name] if name in FORBIDDEN_CALLS | CLOCKS else []
            case ast.Call(func=ast.Attribute(attr=name)):
                found = [name] if name in FORBIDDEN_METHODS | CLOCKS else []
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                found = [name] if name == "environ" or (name in CLOCKS and owner in CLOCK_OWNERS) else []
            case _:
                found = []
        yield from (f"line {getattr(node, 'lineno', 0)}: {what}" for what in found)


def _outside(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in FORBIDDEN_MODULES


FORBIDDEN_MODULES = frozenset(
    "asyncio concurrent ctypes fcntl getpass glob http importlib io locale logging multiprocessing os pathlib platform queue"
    " random secrets select shutil signal smtplib socket sqlite3 ssl subprocess sys tempfile threading time urllib uuid"
    " warnings".split()
)
FORBIDDEN_CALLS = frozenset("open print input eval exec compile __import__ hash id globals breakpoint".split())
FORBIDDEN_METHODS = frozenset("environ getenv read_text read_bytes write_text write_bytes".split())
CLOCKS = frozenset("now today utcnow".split())
CLOCK_OWNERS = frozenset("datetime date dt time".split())

LONG = re.compile(r"#\s*long:\s*\S.{8,}")
"""A file or function that is naturally larger says why: `# long: one table, read as one`."""


def too_long(source: Source, file_limit: int = 250, function_limit: int = 40) -> Iterator[str]:
    """Files and functions over the limit without a reason: on one of the file's first five lines, or on the `def` line."""
    lines = source.lines
    if len(lines) > file_limit and not any(LONG.search(line) for line in lines[:5]):
        yield f"{source.name}: {len(lines)} lines"
    for node in source.nodes():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            signature = lines[node.lineno - 1 : node.body[0].lineno - 1]
            if length > function_limit and not any(LONG.search(line) for line in signature):
                yield f"{source.name}:{node.lineno}: {node.name} has {length} lines"


EXCEPTION = re.compile(
    r"#\s*(?P<what>type:\s*ignore|noqa)(?P<codes>\[[\w, -]+\]|:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<why>.*)"
)


def unreasoned(source: Source) -> Iterator[str]:
    """`type: ignore` and `noqa` that are blanket or give no reason on their line."""
    for number, line in enumerate(source.lines, 1):
        found = EXCEPTION.search(line)
        if found and (not found["codes"] or len(found["why"].strip(" #:-")) < 8):
            yield f"{source.name}:{number}: {found[0].strip()}"


def branches_on(source: Source, names: frozenset[str]) -> Iterator[str]:
    """Conditions and cases that compare with one of the names."""
    for node in source.nodes():
        if isinstance(node, ast.If | ast.IfExp | ast.While | ast.Assert):
            condition: ast.AST = node.test
        elif isinstance(node, ast.match_case):
            condition = node.pattern
        elif isinstance(node, ast.comprehension):
            condition = ast.Tuple(elts=node.ifs)
        else:
            continue
        for part in ast.walk(condition):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.lower() in names:
                yield f"{source.name}:{part.lineno}: {part.value}"
