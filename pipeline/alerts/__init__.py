"""Who is told what: from what went wrong to an incident, its words, and the channels."""
