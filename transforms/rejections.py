"""Rows of `rejections`: what broke its contract, where, why, and what to do. Nothing is dropped in silence."""

from typing import Any

from transforms.identity import make_id

ORIGINAL_LIMIT = 2000


def make_rejection(
    batch_id: str,
    source_id: str,
    stage: str,
    location: str,
    rule: str,
    reason: str,
    remedy: str,
    original: str | None = None,
) -> dict[str, Any]:
    """A row of `rejections`. The original is kept, cut at 2,000 characters."""
    kept = original[:ORIGINAL_LIMIT].replace("\x00", "\ufffd") if original else None
    return {
        "rejection_id": make_id("r", batch_id, stage, location, rule, kept),
        "batch_id": batch_id,
        "source_id": source_id,
        "stage": stage,
        "location": location,
        "rule": rule,
        "reason": reason,
        "remedy": remedy,
        "original": kept,
    }
