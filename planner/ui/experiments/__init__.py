"""The parts of the experiments page."""
