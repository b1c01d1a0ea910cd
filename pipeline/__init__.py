"""In what order: the steps of a night, its settings, its command line."""
