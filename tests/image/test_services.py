"""Airflow's services of docker-compose.yml in containers of the image: they are healthy, and a night through them.

PostgreSQL runs on this machine, whose network the containers share. Commands, environment and checks are those of the
file; the user and what it may do are those that it sets for `nightly`, as for all; the two volumes are made here.
"""

import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.deployment.airflow_client import Client
from tests.deployment.compose import AIRFLOW, ROOT, Service, read_services
from tests.deployment.processes import Unhealthy, find_ports, wait_until
from tests.deployment.servers import start_postgres
from tests.deployment.small_nights import SOUND, hash_night_by_hand, spend_night
from tests.deployment.world import NIGHT, make_dotenv
from tests.image.engine import Image
from warehouse.query import hash_tables

SECONDS = 240


@dataclass(frozen=True)
class Containers:
    """Containers of the services, by names of this run, and the volume that they share."""

    image: Image
    services: dict[str, Service]
    client: Client
    run_id: str
    options: tuple[str, ...]

    def list_options(self, service: Service) -> tuple[str, ...]:
        """Its environment, and what all share."""
        return (*self.options, *(f"--env={key}={value}" for key, value in service.environment.items()))

    def start(self, name: str) -> None:
        """Start a service and go on."""
        service = self.services[name]
        self.image.start(f"{self.run_id}-{name}", *service.command, options=self.list_options(service))

    def migrate(self) -> None:
        """Run the service that comes before all others."""
        service = self.services["migrate"]
        done = self.image.run(*service.command, options=self.list_options(service))
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]

    def is_healthy(self, name: str) -> bool:
        """What the service's own check says in its container."""
        return self.image.call("exec", f"{self.run_id}-{name}", *self.services[name].check).returncode == 0

    def read_log(self, name: str) -> str:
        """What its process has said."""
        found = self.image.call("logs", "--tail=40", f"{self.run_id}-{name}")
        return found.stdout + found.stderr


def place(service: Service, ports: dict[str, int]) -> Service:
    """A service that finds the others at ports of this machine."""
    found = {
        name: re.sub(r"\b(postgres|api-server):\d+\b", lambda host: f"127.0.0.1:{ports[host[1]]}", value)
        for name, value in service.environment.items()
    }
    own = {"AIRFLOW__API__PORT": str(ports["api-server"]), "AIRFLOW__API__HOST": "127.0.0.1"}
    return replace(service, environment=found | own)


@contextmanager
def make_containers(image: Image, folder: Path) -> Iterator[Containers]:
    """The services on a new database and a new volume; all of it is gone afterwards."""
    ports = dict(zip(("postgres", "api-server"), find_ports(2), strict=True))
    address, run_id = f"http://127.0.0.1:{ports['api-server']}", f"defcoop-test-{secrets.token_hex(4)}"
    dotenv = make_dotenv(address)
    services = {name: place(service, ports) for name, service in read_services(dotenv).items()}
    folder.chmod(0o755)  # PostgreSQL may run as another user
    (folder / "decisions").mkdir()
    (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in dotenv.items()), encoding="utf-8")
    assert image.call("volume", "create", run_id).returncode == 0
    places = (f"--volume={run_id}:/data", f"--volume={folder / 'decisions'}:/decisions")
    options = ("--network=host", f"--env-file={folder / '.env'}", *places)
    with ExitStack() as stack:
        stack.callback(image.call, "volume", "rm", "--force", run_id)
        stack.callback(start_postgres(services["postgres"], folder / "postgres", ports["postgres"]).end)
        client = Client(address, dotenv["DEFCOOP_ADMIN_PASSWORD"])
        for name in AIRFLOW:
            stack.callback(image.call, "rm", "--force", f"{run_id}-{name}")
        yield Containers(image, services, client, run_id, options)


@pytest.fixture(scope="module")
def containers(image: Image) -> Iterator[Containers]:
    """All that always run, after the migration."""
    with tempfile.TemporaryDirectory(prefix="defcoop-") as folder, make_containers(image, Path(folder)) as made:
        made.migrate()
        for name in AIRFLOW:
            made.start(name)
        yield made


@pytest.mark.parametrize("name", AIRFLOW)
def test_a_service_is_healthy_by_its_own_check(containers: Containers, name: str) -> None:
    try:
        wait_until(name, lambda: containers.is_healthy(name), SECONDS)
    except Unhealthy as error:
        pytest.fail(f"{error}{containers.read_log(name)}")


def test_a_night_through_them_gives_the_tables_of_one_by_hand(containers: Containers, tmp_path: Path) -> None:
    assert spend_night(containers.client, NIGHT) == SOUND
    image, copy = containers.image, tmp_path / "copy"
    copy.mkdir()
    copy.chmod(0o777)
    options = (f"--volume={containers.run_id}:/data", f"--volume={copy}:/copy")
    assert image.run("cp", "/data/warehouse/defcoop.duckdb", "/copy/", options=options).returncode == 0
    assert hash_tables(copy / "defcoop.duckdb") == hash_night_by_hand(ROOT, tmp_path / "home")
