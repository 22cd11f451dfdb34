"""What the diagnosis says, on its own page and beside records."""
