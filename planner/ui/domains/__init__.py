"""The parts of the domains page."""
