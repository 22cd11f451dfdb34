"""The parts of the products page."""
