"""What a stranger finds: the files, the pins, and that the docs say what is."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PINS = sorted((ROOT / "requirements").glob("*.txt"))
RUNTIME = ("schemas", "sources", "transforms", "warehouse", "pipeline", "dags")
OURS = {*RUNTIME, "tests", "bench", "evaluation", "samples"}
EXPECTED = (
    "README.md CONTRIBUTING.md CHANGELOG.md LICENSE Makefile pyproject.toml .env.example .airflowignore .ci/run "
    "dags sources transforms schemas warehouse pipeline tests samples bench evaluation docs"
).split()


@pytest.mark.parametrize("name", EXPECTED)
def test_the_tree_has_its_parts(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("path", PINS, ids=lambda p: p.name)
def test_requirements_are_pinned_with_hashes_and_name_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    requirements = re.findall(r"^([A-Za-z0-9][\w.\-\[\]]*)==\S+ \\\n    --hash=sha256:[0-9a-f]{64}", text, re.M)
    named = re.findall(r"^[A-Za-z0-9]\S*", text, re.M)
    assert len(requirements) == len(named) > 0
    assert "://" not in text


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    pinned = {line.split("==")[0].lower() for line in (ROOT / "requirements/test.txt").read_text().splitlines()}
    assert {re.split(r"[<>=\[]", name)[0].lower() for name in wanted} <= pinned


def list_imports(*folders: str) -> set[str]:
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - OURS


@pytest.mark.parametrize(
    ("folders", "groups"),
    [(RUNTIME, ()), (("tests", "bench", "evaluation"), ("test", "train"))],
    ids=["runtime", "tests"],
)
def test_what_is_imported_is_declared(folders: tuple[str, ...], groups: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [name for group in groups for name in project["dependency-groups"][group]]
    wanted += project["project"]["dependencies"] + project["project"]["optional-dependencies"]["server"]
    wanted += project["project"]["optional-dependencies"]["learned"]
    declared = {canonicalise(re.split(r"[<>=\[]", name)[0]) for name in wanted}
    owners = importlib.metadata.packages_distributions()
    found = {name: {canonicalise(owner) for owner in owners.get(name, [name])} for name in list_imports(*folders)}
    assert {name: owned for name, owned in found.items() if not owned & declared} == {}


def canonicalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_help_names_every_target_that_people_use() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "nightly", "test", "bench", "evaluate"):
        assert re.search(rf"^{target}\s", shown, re.M), target


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_of_the_docs_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
