"""Stable ids: a hash of what makes a thing itself, the same on every machine and every night."""

import hashlib

_SEPARATOR = "\x1f"


def make_id(prefix: str, *parts: object) -> str:
    """`prefix`, a hyphen, and 20 hexadecimal digits of the SHA-256 of the parts."""
    joined = _SEPARATOR.join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"
