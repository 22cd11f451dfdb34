"""Forms of records: one field per declared field, with what is known beside it."""
