"""A language model as second extractor: what it is asked, and what of its answer the text bears out."""
