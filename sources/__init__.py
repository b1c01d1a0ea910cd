"""Where it comes from: the catalogue of publishers, the fetching, the snapshots, the readers."""
