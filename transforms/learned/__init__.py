"""A small encoder, and what it has learned of sentences: which commitments they tell of, how binding, and of whom."""
