"""Readers: bytes as fetched -> texts, figures and problems. A reader never raises on bad content."""
