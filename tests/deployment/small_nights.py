"""The small world for a deployment: the same sources at the deployment's clock, and the tables of its night by hand."""

from pathlib import Path

from tests.deployment.world import NOW
from tests.small_world import make_world, run
from warehouse.query import hash_tables


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
