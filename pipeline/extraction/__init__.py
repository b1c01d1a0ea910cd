"""Which extractor reads, and within which bounds: rules in a process of their own, or a model behind an endpoint."""
