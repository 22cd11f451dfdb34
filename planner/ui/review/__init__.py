"""The parts of the month in review: four steps, what they read, and what is kept of them between two sittings."""
