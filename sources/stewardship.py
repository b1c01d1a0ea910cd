"""What a catalogue file says of keeping and of trust: what the licence lets us keep, whether the source was seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from schemas.terms import list_terms

QUOTE_MAX = 2000
"""Most characters of a quotation that a file may allow where the text goes."""


@dataclass(frozen=True, slots=True)
class Retention:
    """What becomes of a text after the extraction, and how many characters of it may be quoted (None: no limit)."""

    text: str = "keep"
    quote_chars_max: int | None = None


KEPT = Retention()


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether somebody saw the entry points work, when that was written, and the public page that it relies on."""

    status: str
    on: date
    relied_on: str


def read_retention(given: Any) -> Retention:
    """Retention from YAML. Raises `ValueError` that says what is wrong and what to write."""
    example = "{text: drop, quote_chars_max: 300}"
    entry = _read_mapping("retention", given, ("text", "quote_chars_max"), example)
    text, quoted = entry.get("text"), entry.get("quote_chars_max")
    if text not in list_terms("retentions"):
        raise ValueError(f"retention: text is {text!r}: use one of {', '.join(list_terms('retentions'))}")
    if quoted is None and text == "keep":
        return Retention(text)
    if isinstance(quoted, bool) or not isinstance(quoted, int) or not 1 <= quoted <= QUOTE_MAX:
        raise ValueError(f"retention: quote_chars_max is {quoted!r}: give characters, 1 to {QUOTE_MAX}")
    return Retention(text, quoted)


def read_verification(given: Any) -> Verification:
    """Verification from YAML. Raises `ValueError` that says what is wrong and what to write."""
    example = "{status: unverified, on: 2026-11-26, relied_on: https://…}"
    entry = _read_mapping("verification", given, ("status", "on", "relied_on"), example)
    status, on, relied_on = (entry.get(name) for name in ("status", "on", "relied_on"))
    if status not in list_terms("verifications"):
        raise ValueError(f"verification: status is {status!r}: use one of {', '.join(list_terms('verifications'))}")
    if type(on) is not date:
        raise ValueError(f"verification: on is {on!r}: write a day, YYYY-MM-DD")
    parts = urlsplit(relied_on) if isinstance(relied_on, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError(f"verification: relied_on is {relied_on!r}: give the address of the page that says so")
    return Verification(status, on, str(relied_on))


def read_notes(given: Any) -> str:
    """Notes from YAML. Raises `ValueError`."""
    if not isinstance(given, str) or not given.strip():
        raise ValueError(f"notes is {given!r}: write a sentence, or remove it")
    return " ".join(given.split())


def _read_mapping(name: str, given: Any, keys: tuple[str, ...], example: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise ValueError(f"{name} is {given!r}: write `{name}: {example}`")
    unknown = sorted(str(key) for key in set(given) - set(keys))
    if unknown:
        raise ValueError(f"{name} has an unknown key {', '.join(unknown)}: spell one of {', '.join(keys)}")
    return given
