"""The review desk: a page of this machine on which a person judges what was found, sentence by sentence."""
