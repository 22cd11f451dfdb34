"""The plan file: the only place that speaks SQLite."""
