"""Raw records into documents: normalised text, language, day of publication, copies of one another."""
