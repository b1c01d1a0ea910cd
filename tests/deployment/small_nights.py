"""The small world for a deployment: its sources at the deployment's clock, its nights by hand and through Airflow."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.deployment.airflow_client import Client
from tests.deployment.world import NOW
from tests.small_world import make_world, run, write
from warehouse.query import hash_tables

SECONDS = 420
CHAIN = ("ingest_documents", "extract_commitments", "publish_warehouse")
"""The DAGs of a night, each started by the one before."""
SOUND = dict.fromkeys(CHAIN, "success")
"""How they end in a night without a fault."""


def make_root(folder: Path) -> Path:
    """A root whose catalogue lies where that of the samples lies."""
    make_world(folder)
    (folder / "samples").mkdir()
    (folder / "catalogue").rename(folder / "samples" / "catalogue")
    return folder


def hash_night_by_hand(root: Path, home: Path, *options: str) -> dict[str, str]:
    """The tables of a night over this root by `defcoop nightly`, as hashes."""
    done = run({"DEFCOOP_ROOT": str(root), "DEFCOOP_HOME": str(home), "DEFCOOP_NOW": NOW}, "nightly", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return hash_tables(home / "warehouse" / "defcoop.duckdb")


def tell_of_alerts(folder: Path, mail_port: int, hook_url: str, **routed: Any) -> dict[str, str]:
    """The settings of channels by mail (`duty`) and by webhook, whose address holds a secret.

    Both hear of everything, unless other options of `duty` and other names of channels are given.
    """
    host, secret = hook_url.rsplit("/", 1)
    duty = {"email": ["duty@example.org"], **routed.get("duty", {})}
    channels = {"duty": duty, "hook": {"webhook": host + "/${HOOK_KEY}"}}
    names = routed.get("channels", ["duty", "hook"])
    routes = [{"severity": severity, "channels": names} for severity in ("critical", "warning")]
    path = write(folder / "alerting.yml", yaml.safe_dump({"channels": channels, "routes": routes}))
    mail = {"DEFCOOP_SMTP_HOST": "127.0.0.1", "DEFCOOP_SMTP_PORT": str(mail_port)}
    return mail | {"DEFCOOP_ALERTING": str(path), "HOOK_KEY": secret}


def spend_night(client: Client, night_id: str) -> dict[str, str]:
    """How each DAG of a night ends that is begun now; of those that a failed one would have started, nothing."""
    return follow_night(client, lambda: client.start_night(night_id))


def follow_night(
    client: Client, begin: Callable[[], object], meanwhile: Callable[[], None] = lambda: None
) -> dict[str, str]:
    """The same of a night that is begun in another way."""
    before = {dag_id: client.list_runs(dag_id) for dag_id in CHAIN}
    begin()
    states: dict[str, str] = {}
    for dag_id in CHAIN:
        client.wait_for_end(dag_id, len(before[dag_id]) + 1, SECONDS, meanwhile)
        runs = {name: state for name, state in client.list_runs(dag_id).items() if name not in before[dag_id]}
        (states[dag_id],) = runs.values()
        if states[dag_id] != "success":
            break
    return states
