"""The plan as a document: what is chosen, previewed and written."""
