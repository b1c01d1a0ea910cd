"""What a conditional request needs: the marks that a server gave of the version we hold, kept beside the fetches."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from sources.snapshots import write_atomically


@dataclass(frozen=True, slots=True)
class Validators:
    """The marks of the version of an address that a fetch holds; `final_url` is the hop that gave them."""

    fetch_id: str
    final_url: str
    etag: str | None
    last_modified: str | None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers of a conditional request (RFC 9110, 13.1); marks that no header can hold are left out."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value and value.isascii() and value.isprintable()}


def load_validators(home: Path, source_id: str, url: str, fetch_id: str) -> Validators | None:
    """The marks of a fetch; None where there are none, where they are of another fetch, or damaged."""
    try:
        found = Validators(**json.loads(_path(home, source_id, url).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.fetch_id == fetch_id and found.conditions else None


def store_validators(home: Path, source_id: str, url: str, validators: Validators) -> None:
    """Keep the marks of the version that was just fetched; the earlier ones go. Lost ones cost an answer, no more."""
    content = json.dumps(asdict(validators), indent=1).encode()
    write_atomically(_path(home, source_id, url), content, is_durable=False)


def _path(home: Path, source_id: str, url: str) -> Path:
    return home / "fetches" / source_id / "validators" / hashlib.sha256(url.encode()).hexdigest()[:32]
