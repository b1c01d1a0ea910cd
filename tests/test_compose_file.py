"""docker-compose.yml and the Dockerfile: what must hold before anything is started. No engine is needed."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import check_jsonschema
import jsonschema
import pytest

from tests.deployment.compose import AIRFLOW, MissingVariable, fill, read_compose, read_services
from tests.deployment.world import make_dotenv

ROOT = Path(__file__).resolve().parent.parent
DOTENV = make_dotenv("http://localhost:8080")
SECRETS = sorted(name for name in DOTENV if name.endswith(("_SECRET", "_PASSWORD", "_KEY")))
SERVICES: dict[str, dict[str, Any]] = read_compose()["services"]
ONCE = {"migrate", "nightly"}
LASTING = sorted(SERVICES.keys() - ONCE)
EVERY_AIRFLOW = [*AIRFLOW, "migrate", "worker"]


def test_it_is_what_the_compose_specification_allows() -> None:
    folder = Path(check_jsonschema.__file__).parent / "builtin_schemas" / "vendor"
    schema = json.loads((folder / "compose-spec.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(read_compose())


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_has_no_default(name: str) -> None:
    with pytest.raises(MissingVariable, match=name):
        read_services({key: value for key, value in DOTENV.items() if key != name})


def test_every_secret_of_the_file_comes_from_outside() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    spelled = re.findall(r"(?m)^\s*\w*(?:PASSWORD|SECRET|FERNET_KEY|AUTH)\w*: *(.+)$", text)
    assert len(spelled) >= 5
    assert [value for value in spelled if not value.startswith("${") and value != "admin:admin"] == []
    assert re.findall(r"://[^:\s]*:(?!\$\{)[^@\s]*@", text) == []


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_asked_for_its_health_and_started_again(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nothing_runs_as_root_or_can_become_it(name: str) -> None:
    service = SERVICES[name]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("image", sorted({service["image"] for service in SERVICES.values()}))
def test_an_image_is_named_by_its_exact_version(image: str) -> None:
    assert re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", image)


def test_the_image_is_built_on_an_exact_version_and_leaves_root() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert {re.sub(r" AS \w+$", "", line) for line in re.findall(r"(?m)^FROM (.+)$", text)} == {
        "python:3.11.13-slim-bookworm"
    }
    assert re.findall(r"(?m)^USER (.+)$", text)[-1] == SERVICES["scheduler"]["user"]
    assert "--require-hashes --compile-bytecode" in text.replace("\\\n", "")


def test_nothing_secret_gets_into_the_image() -> None:
    assert set((ROOT / ".dockerignore").read_text(encoding="utf-8").split()) >= {
        "**/.env*",
        ".git",
        "data",
        "decisions",
    }
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    final = text.split("\nFROM ")[-1]
    copied = re.findall(r"(?m)^COPY (?:--from=build )?(\S+)", final)
    assert copied == ["/opt/defcoop", "dags/", "samples/", "sources/catalogue/"]
    assert re.findall(r"(?im)^ARG .*|\w*(?:password|secret|token)\w*|\w+_key\b", text) == []
    folders = ("schemas", "sources", "transforms", "warehouse", "pipeline", "dags", "samples")
    files = [path for name in folders for path in (ROOT / name).rglob("*") if path.suffix in (".py", ".yml", ".json")]
    keys = re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bsk-[\w-]{16,}|\bwhsec_\w{12,}|\bxox[bp]-\w+"
    )
    assert len(files) > 200
    assert [str(path) for path in files if keys.search(path.read_text(encoding="utf-8"))] == []


def test_every_airflow_process_has_the_same_environment() -> None:
    first = SERVICES["scheduler"]["environment"]
    extra = {name: SERVICES[name]["environment"].keys() - first.keys() for name in EVERY_AIRFLOW}
    assert {name: added for name, added in extra.items() if added} == {"api-server": {"ADMIN_PASSWORD"}}
    assert all(SERVICES[name]["environment"].items() >= first.items() for name in EVERY_AIRFLOW)


def test_all_wait_for_the_migration_and_it_for_the_database() -> None:
    done = {"condition": "service_completed_successfully"}
    assert all(SERVICES[name]["depends_on"]["migrate"] == done for name in (*AIRFLOW, "worker"))
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_workers_their_broker_and_a_store_come_with_the_profile_scale() -> None:
    scaled = {name for name, service in SERVICES.items() if service.get("profiles") == ["scale"]}
    assert scaled == {"redis", "store", "worker"}
    assert SERVICES["worker"]["deploy"]["replicas"] == 2
    services = read_services(DOTENV | {"DEFCOOP_EXECUTOR": "CeleryExecutor"})
    assert services["scheduler"].environment["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor"


def test_bulk_lies_in_the_home_until_a_store_is_set_and_then_in_that_of_the_file() -> None:
    names = ("DEFCOOP_STORE", "DEFCOOP_STORE_ENDPOINT", "DEFCOOP_STORE_USER")
    for name in ("scheduler", "worker", "nightly"):
        given = read_services(DOTENV)[name].environment
        assert [given[key] for key in names] == ["", "http://store:8333", "defcoop"]
        assert given["DEFCOOP_STORE_PASSWORD"] == read_services(DOTENV)["store"].environment["STORE_PASSWORD"]
    set_to = read_services(DOTENV | {"DEFCOOP_STORE": "s3://bulk", "DEFCOOP_STORE_ENDPOINT": "https://s3.example.org"})
    assert [set_to["worker"].environment[key] for key in names[:2]] == ["s3://bulk", "https://s3.example.org"]


def test_the_keys_of_the_store_are_json_in_memory_and_no_argument(tmp_path: Path) -> None:
    service = read_services(DOTENV)["store"]
    (script,) = service.command
    made = script.partition("&& mkdir")[0].replace("/dev/shm", str(tmp_path))
    subprocess.run(["sh", "-c", made], env={"PATH": "/usr/bin:/bin", **service.environment}, check=True)
    (identity,) = json.loads((tmp_path / "s3.json").read_text())["identities"]
    keys = {"accessKey": "defcoop", "secretKey": DOTENV["DEFCOOP_STORE_PASSWORD"]}
    assert identity["credentials"] == [keys]
    assert (tmp_path / "s3.json").stat().st_mode & 0o077 == 0
    assert DOTENV["DEFCOOP_STORE_PASSWORD"] not in script


def test_what_is_written_outlives_its_container() -> None:
    volumes = {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert volumes == {*read_compose()["volumes"], "./decisions"}


def test_nobody_outside_of_the_machine_reaches_a_port() -> None:
    ports = [port for service in fill(SERVICES, DOTENV).values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:8080:8080"]


def test_the_pools_that_the_dags_name_are_made() -> None:
    made = json.loads((ROOT / "dags" / "pools.json").read_text(encoding="utf-8"))
    named = {
        name for path in (ROOT / "dags").glob("*.py") for name in re.findall(r'"?pool"?[=:] ?"(\w+)"', path.read_text())
    }
    assert named == made.keys()
    assert made["writer"]["slots"] == 1
