"""docker-compose.yml as a program reads it: variables filled in, each service with command, environment and check."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
AIRFLOW = ("api-server", "scheduler", "dag-processor", "triggerer")
"""What always runs, in the order of starting; `migrate` comes before, `worker` beside them."""
_VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


class MissingVariable(Exception):
    """A variable that must be given is not."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service: what it runs, with which environment, and how its health is asked; a check of () is none."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    check: tuple[str, ...]


def read_services(variables: Mapping[str, str]) -> dict[str, Service]:
    """All services by name. Raises `MissingVariable` for one that has no default and is not given."""
    services = fill(read_compose(), variables)["services"]
    return {name: _make_service(name, declared) for name, declared in services.items()}


def read_compose() -> dict[str, Any]:
    """The file as it is declared."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return found


def fill(value: Any, variables: Mapping[str, str]) -> Any:
    """A value with the variables in all its strings filled in, as the compose specification says."""
    if isinstance(value, dict):
        return {name: fill(item, variables) for name, item in value.items()}
    if isinstance(value, list):
        return [fill(item, variables) for item in value]
    return _VARIABLE.sub(lambda found: _fill_one(found, variables), value) if isinstance(value, str) else value


def _fill_one(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found[0] == "$$":
        return "$"
    given = variables.get(found["name"], "")
    if not given and found["kind"] == "?":
        raise MissingVariable(f"{found['name']}: {found['rest']}")
    return given or (found["rest"] if found["kind"] == "-" else "")


def _make_service(name: str, declared: Mapping[str, Any]) -> Service:
    test = declared.get("healthcheck", {}).get("test", ["NONE"])
    check = {"CMD": tuple(test[1:]), "CMD-SHELL": ("sh", "-c", *test[1:]), "NONE": ()}[test[0]]
    return Service(name, tuple(declared.get("command", ())), declared.get("environment", {}), check)
