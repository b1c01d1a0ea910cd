"""The commands of `defcoop`, and what they print."""
