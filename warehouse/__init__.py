"""Keep and show: the DuckDB file, its audit, its publication, its questions."""
