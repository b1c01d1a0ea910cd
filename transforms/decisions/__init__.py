"""Decisions of reviewers: from lines of files to what is in force."""
