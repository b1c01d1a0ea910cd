"""The audit page: one HTML file a run, which needs nothing but itself, with what failed first and what passed below."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from warehouse.disk import write_text
from warehouse.findings import describe_count

TEMPLATES = Path(__file__).parent / "templates"
Row = Mapping[str, Any]


def audit_page(home: Path, run_id: str) -> Path:
    """Where the audit page of a run lies."""
    return home / "audits" / f"{run_id}.html"


def write_audit_page(home: Path, run_id: str, findings: Sequence[Row], places: Mapping[str, Path]) -> Path:
    """Write the audit page of a run, whole or not at all; returns where it lies.

    `findings` are rows of `validations`, `places` are files that a reader may want to open, by what they are.
    """
    path = audit_page(home, run_id)
    write_text(path, render_audit_page(run_id, findings, places))
    return path


def render_audit_page(run_id: str, findings: Sequence[Row], places: Mapping[str, Path]) -> str:
    """The audit page as HTML. Everything that comes from a source is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    failed = [row for row in findings if not row["is_passed"]]
    critical = [row for row in failed if row["severity"] == "critical"]
    unjudged = [row for row in findings if row["unjudged_because"]]
    passed = [row for row in findings if row["is_passed"] and not row["unjudged_because"]]
    return environment.get_template("audit.html").render(
        run_id=run_id,
        critical=critical,
        warnings=[row for row in failed if row["severity"] != "critical"],
        unjudged=unjudged,
        passed=sorted(passed, key=lambda row: (row["table_name"], row["check_name"])),
        findings_count=len(findings),
        places=places,
        describe_count=describe_count,
    )
