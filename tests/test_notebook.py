"""The notebook of the docs runs from its first cell to its last, and its charts hold what the questions answer."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.samples_world import SamplesNight
from tests.small_world import ROOT
from warehouse.query import ask

NOTEBOOK = ROOT / "docs" / "notebook.py"
RUN = """
import json, runpy, sys
outputs, names = runpy.run_path(sys.argv[1])["app"].run()
charts = {name: chart.to_dict() for name, chart in names.items() if name.endswith("_chart")}
print(json.dumps({"cells": len(outputs), "charts": charts, "version": names["version"].version_id}))
"""
ASKED: dict[str, tuple[str, dict[str, str], str]] = {
    "budget_chart": ("budget_trend", {"country": "JPN"}, "actual_pct"),
    "gap_chart": ("budget_gap", {"pledged_by": "NATO"}, "gap_pct_points"),
    "training_chart": ("exercises_by_domain", {}, "exercises_count"),
    "line_chart": ("intelligence_lines", {}, "standing"),
    "mix_chart": ("standing_mix", {}, "commitments_count"),
    "coverage_chart": ("coverage_by_week", {"since": "2024-01-01"}, "documents_count"),
}


@pytest.fixture(scope="module")
def ran(samples_night: SamplesNight) -> dict[str, Any]:
    """What the notebook made of the samples, in a process of its own."""
    environment = {**os.environ, **samples_night.environment, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUN, str(NOTEBOOK)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def list_values(chart: dict[str, Any], column: str) -> list[Any]:
    """What a chart draws of a column: of its own data, or of its first layer's."""
    data = chart.get("data") or chart["layer"][0]["data"]
    rows = data["values"] if "values" in data else chart["datasets"][data["name"]]
    return [row[column] for row in rows]


def test_the_notebook_says_of_which_version_it_is(ran: dict[str, Any], samples_night: SamplesNight) -> None:
    ((version,),) = [row.values() for row in samples_night.ask("select max(run_id) from runs")]
    assert ran["version"] == version
    assert set(ran["charts"]) == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_chart_of_the_notebook_holds_the_rows_of_its_question(
    ran: dict[str, Any], samples_night: SamplesNight, name: str
) -> None:
    question, given, column = ASKED[name]
    found = ask(samples_night.warehouse, question, given)
    answered = [row[found.columns.index(column)] for row in found.rows]
    drawn = list_values(ran["charts"][name], column)
    assert drawn == [value for value in answered if name != "gap_chart" or value is not None]
    assert len(drawn) > 3
