"""The shape of the house: who may import whom, how long a file may be, what a transform may not do."""

import ast
import importlib.metadata
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("schemas", "sources", "transforms", "warehouse", "pipeline")
MAY_IMPORT = {
    "schemas": {"schemas"},
    "sources": {"sources", "schemas"},
    "transforms": {"transforms", "schemas"},
    "warehouse": {"warehouse", "schemas"},
    "pipeline": set(PACKAGES),
}
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
DAGS = sorted((ROOT / "dags").glob("*.py"))
DAGS_READ = {"schemas.stages", "pipeline.dag_options"}
"""What a DAG file may import of ours at its top: names, and what all DAGs of a night have in common."""


def imported_modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    ours = {name.split(".")[0] for name in imported_modules(parse(path))} & set(PACKAGES)
    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_one_thing(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, "split it"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_function_fits_on_a_screen(path: Path) -> None:
    functions = [n for n in ast.walk(parse(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno and f.end_lineno - f.lineno >= 60}
    assert not long


def test_functions_are_short() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in FILES
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    )
    assert lengths[len(lengths) // 2] <= 12
    assert lengths[len(lengths) * 9 // 10] <= 35


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_says_why_it_is_there(path: Path) -> None:
    assert path.name == "__init__.py" or ast.get_docstring(parse(path))


IMPURE = {"random", "time", "socket", "subprocess", "requests", "httpx", "urllib.request", "airflow", "duckdb", "os"}


@pytest.mark.parametrize("path", sorted((ROOT / "transforms").rglob("*.py")), ids=lambda p: p.name)
def test_a_transform_asks_neither_clock_nor_network_nor_chance(path: Path) -> None:
    tree = parse(path)
    assert not set(imported_modules(tree)) & IMPURE
    calls = {n.func.attr for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    assert not calls & {"now", "today", "utcnow", "write_text", "write_bytes"}


@pytest.mark.parametrize("path", DAGS, ids=lambda p: p.name)
def test_a_dag_only_says_when(path: Path) -> None:
    tree = parse(path)
    top = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    modules = {name for node in top for name in imported_modules(node)}
    assert all(m.split(".")[0] not in PACKAGES or m in DAGS_READ for m in modules)
    assert len(path.read_text(encoding="utf-8").splitlines()) < 60
    assert ast.get_docstring(tree)


def test_what_every_dag_imports_needs_nothing_of_ours() -> None:
    tree = parse(ROOT / "pipeline" / "dag_options.py")
    top = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    assert {name for node in top for name in imported_modules(node)} == {"os", "datetime", "typing", "airflow.sdk"}


def test_nothing_else_owns_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    assert {name: set(owners.get(name, [])) - {"defcoop"} for name in PACKAGES} == {name: set() for name in PACKAGES}
    assert not set(PACKAGES) & set(sys.stdlib_module_names)
