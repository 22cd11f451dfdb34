"""The parts of the pages on alliances and partners."""
