"""How likely a sentence says a commitment of a kind: a linear model of its words, learned from texts of our own."""
