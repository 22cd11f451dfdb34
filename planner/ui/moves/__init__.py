"""The parts of the tab that says what to do next."""
