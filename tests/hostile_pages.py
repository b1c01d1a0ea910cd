"""A site with hostile words wherever words come from outside: scripts, writing from right to left, endless names."""

from pathlib import Path

import duckdb

from tests.samples_world import SamplesNight
from warehouse.site import write_site

SCRIPT = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"
"""What a page would run if it took words for code."""
ARABIC = "\u202eتجربة \u2066x\u2069"
"""Words from right to left, with marks that turn what follows."""
LONG = 10_000
"""Characters of an endless name."""


def copy_warehouse(night: SamplesNight, folder: Path, *statements: str) -> Path:
    """A copy of the published file that some statements have changed."""
    copy = folder / "copy.duckdb"
    copy.write_bytes(night.warehouse.read_bytes())
    with duckdb.connect(str(copy)) as con:
        for statement in statements:
            con.execute(statement)
    return copy


def write_hostile_site(night: SamplesNight, folder: Path) -> Path:
    """The site of the samples with hostile words in each column that publishers fill."""
    quoted = SCRIPT.replace("'", "''")
    copy = copy_warehouse(
        night,
        folder,
        f"update commitments set title = '{quoted}', evidence_text = '{ARABIC} {quoted}'",
        f"update commitments set instrument = repeat('x', {LONG}), place = '{quoted} {ARABIC}'",
        "update commitments set url = 'javascript:alert(1)'",
        f"update documents set title = '{quoted}', url = 'data:text/html,{quoted}'",
        f"update mentions set evidence_text = '{ARABIC} {quoted}', speaker = '{quoted}'",
        f"update sources set title = '{quoted}', licence = '{quoted}'",
        f"update actors set name = '{quoted} {ARABIC} ' || actor_id || repeat('y', {LONG})",
        f"update rejections set location = '{quoted}', reason = '{quoted}'",
    )
    words = dict.fromkeys(("id", "about", "after", "evidence_text"), SCRIPT)
    change = {"change": "added", "before": None, **words}
    site = folder / "site"
    site.mkdir()
    write_site(copy, site, [change], {"added": 1})
    return site
