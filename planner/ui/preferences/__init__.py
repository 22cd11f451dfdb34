"""The parts of the settings page, and what is kept of them."""
