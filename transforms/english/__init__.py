"""English through a parse: triggers, predicates, standing, who is bound, whose words; records of one text."""
