"""SQL files with a header: views, integrity queries, questions. The header is data, the rest is one statement.

    -- The description, which may
    -- go on over several lines.
    -- Remedy: what to do
    -- Table: mentions

The lines before the first `Name: value` line are the description. A name may stand several times.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from warehouse.errors import WarehouseError

FOLDER = Path(__file__).parent
_TAG = re.compile(r"^([A-Z][a-z]+): (.+)$")


@dataclass(frozen=True, slots=True)
class Script:
    """One SQL file: its name, description, tags of its header, and statement."""

    name: str
    description: str
    tags: tuple[tuple[str, str], ...]
    statement: str

    def list_values(self, tag: str) -> tuple[str, ...]:
        """All values of a tag of the header."""
        return tuple(value for name, value in self.tags if name == tag)

    def value(self, tag: str, default: str = "") -> str:
        """The first value of a tag, or the default."""
        return next(iter(self.list_values(tag)), default)


@cache
def load_scripts(folder: str) -> tuple[Script, ...]:
    """The scripts of a folder of this package, sorted by name. Raises `WarehouseError` for one without description."""
    return tuple(read_script(path) for path in sorted((FOLDER / folder).glob("*.sql")))


def read_script(path: Path) -> Script:
    """Read one SQL file. Raises `WarehouseError` where its header describes nothing."""
    lines = path.read_text(encoding="utf-8").splitlines()
    size = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = [line.removeprefix("--").strip() for line in lines[:size]]
    tags = tuple((found[1], found[2]) for line in header if (found := _TAG.match(line)))
    first = next((number for number, line in enumerate(header) if _TAG.match(line)), len(header))
    description = " ".join(header[:first])
    if not description:
        raise WarehouseError(f"{path} has no description: begin it with a comment that says what it answers")
    return Script(path.stem, description, tags, "\n".join(lines[size:]).strip().rstrip(";"))
