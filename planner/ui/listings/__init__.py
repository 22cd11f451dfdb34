"""The parts of the listings page."""
