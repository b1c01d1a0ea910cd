"""A night over the samples with a real clock, for the tests that look at what it left."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.small_world import ROOT, run
from warehouse.query import query

CATALOGUE = ROOT / "samples" / "catalogue"
"""The sources of the samples."""


@dataclass(frozen=True)
class SamplesNight:
    """A night over the samples: its settings, what it printed, what it left."""

    environment: dict[str, str]
    done: subprocess.CompletedProcess[str]

    @property
    def home(self) -> Path:
        """Its home folder."""
        return Path(self.environment["DEFCOOP_HOME"])

    @property
    def warehouse(self) -> Path:
        """What it published."""
        return self.home / "warehouse" / "defcoop.duckdb"

    def ask(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a statement."""
        found = query(self.warehouse, statement)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def run_samples_night(home: Path) -> SamplesNight:
    """Run a night over the samples in this home."""
    environment = {"DEFCOOP_HOME": str(home)}
    done = run(environment, "nightly", "--direct")
    assert done.returncode == 0, done.stdout + done.stderr
    return SamplesNight(environment, done)
