"""The deployment of docker-compose.yml on this machine: its commands, environment and checks, other hosts and ports."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from pipeline.settings import Settings
from pipeline.store import Store, open_store
from tests.deployment.airflow_client import Client
from tests.deployment.compose import AIRFLOW, ROOT, Service, read_services
from tests.deployment.processes import Process, find_ports, heed_permissions, start, wait_until
from tests.deployment.servers import start_postgres, start_redis, start_store

NOW = "2026-11-01T02:00:00+00:00"
NIGHT = "night-20261101T020000Z"
"""What `defcoop nightly` calls a night of that moment."""
SECRETS = ("API_SECRET", "JWT_SECRET", "REDIS_PASSWORD", "POSTGRES_PASSWORD", "ADMIN_PASSWORD", "STORE_PASSWORD")
NEVER = "0 0 29 2 *"
BROKEN_DAG = "broken.py"
DAGS = ["backfill_source", "extract_commitments", "ingest_documents", "publish_warehouse", "watch_nights"]


@dataclass(frozen=True, slots=True)
class Deployment:
    """Services that are placed on this machine, and those of them that run."""

    folder: Path
    dotenv: Mapping[str, str]
    services: Mapping[str, Service]
    ports: Mapping[str, int]
    away: frozenset[str] = frozenset()
    """Workers on a machine of their own: they have another home, and only extract."""
    running: dict[str, Process] = field(default_factory=dict)

    def find_home(self, name: str) -> Path:
        """The folder of a service's home."""
        return self.folder / f"home-of-{name}" if name in self.away else self.home

    @property
    def home(self) -> Path:
        """The volume `data`."""
        return self.folder / "home"

    @property
    def published(self) -> Path:
        """The published warehouse."""
        return self.home / "warehouse" / "defcoop.duckdb"

    @property
    def client(self) -> Client:
        """Airflow, signed in."""
        return Client(f"http://127.0.0.1:{self.ports['api-server']}", self.dotenv["DEFCOOP_ADMIN_PASSWORD"])

    def make_environment(self, name: str) -> dict[str, str]:
        """What a process of this name gets: a container's own, the .env file, what its service declares."""
        own = self.folder / "containers" / name
        own.mkdir(parents=True, exist_ok=True)
        found = self.services[name.rstrip("-0123456789")].environment
        if name in self.away:
            found = {key: value.replace(str(self.home), str(self.find_home(name))) for key, value in found.items()}
        return {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "HOME": str(own),
            "TMPDIR": str(own),
            "AIRFLOW_HOME": str(own / "airflow"),
            "DEFCOOP_WORKER": f"{name}@here",
            **self.dotenv,
            **found,
        }

    def start(self, name: str) -> Process:
        """Start a service; `worker-1` is a replica of `worker`."""
        service = self.services[name.rstrip("-0123456789")]
        if name in ("postgres", "redis"):
            begin = start_postgres if name == "postgres" else start_redis
            process = begin(service, self.folder / name, self.ports[name])
        elif name == "store":
            process = start_store(self.folder / name, self.ports[name])
        else:
            named = ["--celery-hostname", f"{name}@here"] if service.name == "worker" else []
            named += ["--queues", "extraction"] if name in self.away else []  # the last one counts
            log = self.folder / "log" / f"{name}.log"
            command = heed_permissions((*service.command, *named))
            process = start(name, command, self.make_environment(name), log, cwd=self.folder)
        self.running[name] = process
        return process

    def is_healthy(self, name: str) -> bool:
        """What the service's own check says."""
        check = self.services[name.rstrip("-0123456789")].check
        done = subprocess.run(check, env=self.make_environment(name), capture_output=True, check=False, cwd=self.folder)
        return done.returncode == 0

    def wait_until_healthy(self, *names: str, seconds: float = 180) -> None:
        """Wait for the checks of these. Raises `Unhealthy` with the log of one that ended."""
        processes = [self.running[name] for name in names]
        with ThreadPoolExecutor() as pool:
            found = [
                pool.submit(wait_until, f"{n} is healthy", partial(self.is_healthy, n), seconds, processes)
                for n in names
            ]
        for one in found:
            one.result()

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command as in a container of the scheduler, to its end."""
        environment = self.make_environment("scheduler")
        found = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=self.folder)
        assert found.returncode == 0, found.stdout + found.stderr
        return found

    def set_clock(self, moment: str) -> None:
        """Let it be this moment for all services, where DEFCOOP_NOW is empty: each step reads .env of their folder."""
        beside = self.folder / ".env.new"
        beside.write_text(f"DEFCOOP_NOW={moment}\n", encoding="utf-8")
        beside.replace(self.folder / ".env")

    def put_aside(self, name: str) -> None:
        """Leave the home empty but for Airflow's logs."""
        aside = self.folder / f"before-{name}"
        aside.mkdir()
        for path in [path for path in self.home.iterdir() if path.name != "airflow"]:
            path.rename(aside / path.name)

    def list_secrets(self) -> dict[str, str]:
        """What nobody may find anywhere: the secrets of .env, and those that a test has added there."""
        return {name: value for name, value in self.dotenv.items() if name.endswith(("_SECRET", "_PASSWORD", "_KEY"))}

    def keep_up(self) -> None:
        """Start again what has ended, as the restart policy says."""
        for name in [name for name, process in self.running.items() if not process.is_running()]:
            self.start(name)

    def make_bucket(self) -> None:
        """Make what DEFCOOP_STORE names, as `docker compose run --rm nightly defcoop store make` does."""
        environment = self.make_environment("scheduler")
        environment |= {"DEFCOOP_STORE_ENDPOINT": f"http://127.0.0.1:{self.ports['store']}"}
        command = [sys.executable, "-m", "pipeline.cli", "store", "make"]
        subprocess.run(command, env=environment, check=True, capture_output=True, cwd=self.folder)

    def open_store(self) -> Store:
        """The store, past whatever lies between it and the services."""
        settings = Settings(
            store=self.dotenv["DEFCOOP_STORE"],
            store_endpoint=f"http://127.0.0.1:{self.ports['store']}",
            store_user="defcoop",
            store_password=SecretStr(self.dotenv["DEFCOOP_STORE_PASSWORD"]),
        )
        return open_store(settings)

    def migrate(self) -> None:
        """Run the service that comes before all others."""
        process = self.start("migrate")
        wait_until("the migration", lambda: not process.is_running(), 180)
        assert process.popen.returncode == 0, process.read_tail()
        del self.running["migrate"]

    def end(self) -> None:
        """Stop everything, the servers last."""
        servers = self.running.keys() & {"postgres", "redis", "store"}
        for names in (self.running.keys() - servers, servers):
            with ThreadPoolExecutor() as pool:
                list(pool.map(lambda name: self.running[name].end(seconds=3), names))
        self.running.clear()


def deploy(executor: str, root: Path = ROOT, broken_dag: str = "", **dotenv: str) -> AbstractContextManager[Deployment]:
    """A deployment that is up and healthy, over the sources of this root; whatever it started has ended afterwards.

    A `broken_dag` is the content of one file more in its folder of DAGs.
    """
    return deploy_homes(executor, root, frozenset(), dotenv, broken_dag)


@contextmanager
def deploy_homes(
    executor: str, root: Path, away: frozenset[str], dotenv: Mapping[str, str], broken_dag: str = ""
) -> Iterator[Deployment]:
    """The same where some workers are on a machine of their own."""
    with tempfile.TemporaryDirectory(prefix="defcoop-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)  # PostgreSQL may run as another user
        deployment = replace(place(Path(name), {"DEFCOOP_EXECUTOR": executor, **dotenv}, root), away=away)
        if broken_dag:
            (deployment.folder / "dags" / BROKEN_DAG).write_text(broken_dag, encoding="utf-8")
        try:
            bring_up(deployment, ["worker-1", "worker-2"] if executor == "CeleryExecutor" else [])
            yield deployment
        finally:
            deployment.end()


def bring_up(deployment: Deployment, workers: list[str]) -> None:
    """Start all services in the order in which they depend on each other."""
    is_stored = deployment.dotenv.get("DEFCOOP_STORE", "").startswith("s3:")
    for name in ("postgres", *(["redis"] if workers else []), *(["store"] if is_stored else [])):
        deployment.start(name)
    if is_stored:
        deployment.make_bucket()
    deployment.migrate()
    for name in (*AIRFLOW, *workers):
        deployment.start(name)
    deployment.wait_until_healthy(*AIRFLOW, *workers)


def place(folder: Path, dotenv: Mapping[str, str], root: Path) -> Deployment:
    """The services of the file with hosts, ports and folders of this machine in place of those of the containers."""
    ports = dict(zip(("postgres", "redis", "api-server", "store"), find_ports(4), strict=True))
    made = {**make_dotenv(f"http://127.0.0.1:{ports['api-server']}"), **dotenv}
    given = {name: value for name, value in made.items() if value}
    places = {
        r"\bpostgres:5432\b": f"127.0.0.1:{ports['postgres']}",
        r"\bredis:6379\b": f"127.0.0.1:{ports['redis']}",
        r"\bstore:8333\b": f"127.0.0.1:{ports['store']}",
        r"\bapi-server:8080\b": f"127.0.0.1:{ports['api-server']}",
        r"^/srv/defcoop/dags(?=/|$)": str(folder / "dags"),
        r"^/srv/defcoop(?=/|$)": str(root),
        r"^/data(?=/|$)": str(folder / "home"),
        r"^/decisions(?=/|$)": str(folder / "decisions"),
    }
    services = {name: place_service(service, places, ports) for name, service in read_services(given).items()}
    for name in ("home", "decisions"):
        (folder / name).mkdir()
    shutil.copytree(ROOT / "dags", folder / "dags", ignore=shutil.ignore_patterns("__pycache__"))
    return Deployment(folder, given, services, ports)


def place_service(service: Service, places: Mapping[str, str], ports: Mapping[str, int]) -> Service:
    """A service whose environment names this machine's places."""
    environment = dict(service.environment)
    for pattern, found in places.items():
        environment = {name: re.sub(pattern, found, value) for name, value in environment.items()}
    if "AIRFLOW__API__PORT" in environment:
        environment |= {"AIRFLOW__API__PORT": str(ports["api-server"]), "AIRFLOW__API__HOST": "127.0.0.1"}
    return replace(service, environment=environment)


def make_dotenv(address: str) -> dict[str, str]:
    """The file .env of a deployment: secrets made up for it, and a clock and pauses that suit a test."""
    made = {f"DEFCOOP_{name}": secrets.token_hex(24) for name in SECRETS}
    key = urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return made | {
        "DEFCOOP_FERNET_KEY": key,
        "DEFCOOP_UI_URL": address,
        "DEFCOOP_NOW": NOW,
        "DEFCOOP_SCHEDULE": NEVER,
        "DEFCOOP_WATCH_SCHEDULE": NEVER,
        "DEFCOOP_RETRY_SECONDS": "1",
        "DEFCOOP_LOST_TASK_SECONDS": "20",
        "DEFCOOP_TASKS": "2",
        "DEFCOOP_WORKER_TASKS": "1",
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
    }
