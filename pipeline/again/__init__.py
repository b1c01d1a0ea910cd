"""Runs that read again: a source further back, documents by the extractor of today, all from the snapshots."""
