"""The open web, politely and safely: what a source's entry points give, within bounds of time, size and reach."""
