"""A container engine that is at hand, and the image that it builds of a tree with secrets in it."""

import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.deployment.compose import ROOT, read_compose

ENGINES = ("docker", "podman")
PRIVATE = (
    ".env",
    ".env.production",
    ".git/config",
    "dags/.env",
    "data/operations/key",
    "decisions/notes.csv",
    "docs/key",
    "samples/.env",
    "sources/catalogue/.env",
    "tests/key",
)
"""Files of a working tree that hold what nobody else may read."""
LEFT_OUT = shutil.ignore_patterns(".venv", ".git", ".*_cache", ".hypothesis", "__pycache__", "data")
SERVICE: Mapping[str, Any] = read_compose()["services"]["nightly"]
HELD = (
    f"--user={SERVICE['user']}",
    *(f"--cap-drop={name}" for name in SERVICE["cap_drop"]),
    *(f"--security-opt={name.removesuffix(':true')}" for name in SERVICE["security_opt"]),
)
"""How docker-compose.yml holds every container of the image."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image, the engine that has it, and the secrets of the tree that it was built of, by their files."""

    engine: str
    name: str
    secrets: Mapping[str, str]

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What the engine says to a command, to its end."""
        return call(self.engine, *arguments)

    def run(self, *command: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        """Run a command in a container to its end; without one what the image says."""
        return self.call("run", "--rm", *HELD, *options, self.name, *command)

    def start(self, name: str, *command: str, options: tuple[str, ...] = ()) -> None:
        """Run a command in a container that stays, and go on."""
        started = self.call("run", "--detach", f"--name={name}", *HELD, *options, self.name, *command)
        assert started.returncode == 0, started.stderr


def find_engine() -> str | None:
    """The first engine that answers."""
    return next((name for name in ENGINES if shutil.which(name) and call(name, "info").returncode == 0), None)


def call(*command: str) -> subprocess.CompletedProcess[str]:
    """What a command says, to its end."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


@contextmanager
def build_image(engine: str, tree: Path) -> Iterator[Image]:
    """The image of a copy of the project in this folder, with secrets in it; it is removed again."""
    shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
    made = {file: secrets.token_hex(24) for file in PRIVATE}
    for file, secret in made.items():
        (tree / file).parent.mkdir(parents=True, exist_ok=True)
        (tree / file).write_text(f"KEY={secret}\n", encoding="utf-8")
    name = f"localhost/defcoop-test:{secrets.token_hex(4)}"
    built = call(engine, "build", "--tag", name, str(tree))
    assert built.returncode == 0, built.stdout[-4000:] + built.stderr[-4000:]
    yield Image(engine, name, made)
    call(engine, "rmi", "--force", name)
