"""What each table looks like: the only place where a table, a column or an allowed value is named."""
