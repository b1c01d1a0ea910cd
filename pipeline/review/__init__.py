"""What people decided: their files, how they stand now, and the desk at which they decide."""
