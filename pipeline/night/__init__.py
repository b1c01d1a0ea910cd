"""The parts of a night, which `pipeline.steps` calls in order."""
