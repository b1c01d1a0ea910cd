"""A small world for whole nights: three sources of a few items each, and the command line in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-03-01T02:00:00+00:00"

ARTICLES = {
    "exercise.txt": """Nordic ministers agree on an exercise
Published: 2025-02-04

Norway and Denmark agreed to hold a joint military exercise in the Arctic in 2026, the Norwegian defence ministry said.
""",
    "budget.txt": """Estonia decides on its defence budget
Published: 2025-03-18

The Estonian government has decided to raise its defence spending to 5.4 percent of GDP by 2027.
""",
    "undated.txt": """A text without a date

Finland will host a joint military exercise with Sweden in 2027.
""",
}
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Wire</title><link>https://wire.example.org/</link><description>news</description>
<item><title>Access agreement signed</title><link>https://wire.example.org/1</link><guid>w1</guid>
<pubDate>Wed, 05 Feb 2025 09:00:00 +0000</pubDate>
<description>Japan and the Philippines signed a reciprocal access agreement, the Japanese foreign ministry said.
</description></item>
<item><title>Training to start in summer</title><link>https://wire.example.org/2</link><guid>w2</guid>
<pubDate>Thu, 06 Mar 2025 09:00:00 +0000</pubDate>
<description>Poland and Lithuania will hold joint military exercises in July 2025, the Polish defence minister said.
</description></item>
</channel></rss>
"""
FIGURES = """country_code,year,share_of_gdp_pct,source,edition
EST,2023,2.9,Small Yearbook,2025
EST,2024,3.4,Small Yearbook,2025
NOR,2024,2.2,Small Yearbook,2025
"""
SOURCES = {
    "gazette": ("text", "article", 2, "gazette"),
    "wire": ("feed", "article", 1, "wire"),
    "yearbook": ("statistics", "statistics", 3, "yearbook"),
}


def make_world(folder: Path) -> dict[str, str]:
    """Write sources and their catalogue; returns the environment of a night over them."""
    for name, text in ARTICLES.items():
        write(folder / "gazette" / name, text)
    write(folder / "wire" / "feed.xml", FEED)
    write(folder / "yearbook" / "shares.csv", FIGURES)
    for source_id in SOURCES:
        write_source(folder, source_id)
    return {
        "DEFCOOP_HOME": str(folder / "home"),
        "DEFCOOP_ROOT": str(folder),
        "DEFCOOP_CATALOGUE": str(folder / "catalogue"),
        "DEFCOOP_NOW": NOW,
    }


def write_source(folder: Path, source_id: str, **changes: object) -> None:
    """Write one file of the catalogue."""
    source_format, document_type, least, location = SOURCES[source_id]
    content = {
        "source_id": source_id,
        "title": f"The {source_id}",
        "source_format": source_format,
        "document_type": document_type,
        "is_official": False,
        "reliability_grade": "B",
        "language": "en",
        "licence": "made for tests",
        "url": None,
        "documents_min": least,
        "documents_max": 100,
        "location": location,
    }
    write(folder / "catalogue" / f"{source_id}.yml", yaml.safe_dump(content | changes))


def write(path: Path, text: str) -> Path:
    """Write a text, folders included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def list_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def start(environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Start the command line; no setting of the machine that runs the tests reaches it."""
    machine = {name: value for name, value in os.environ.items() if not name.startswith(("DEFCOOP_", "AIRFLOW_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=ROOT,
        env={**machine, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end."""
    with start(environment, *arguments) as process:
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)
