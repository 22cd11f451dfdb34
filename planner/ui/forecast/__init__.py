"""What the forecast says, on its own page and beside records."""
