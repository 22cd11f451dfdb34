"""The parts of the distribution page."""
