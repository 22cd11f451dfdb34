"""Where works went and where they are missing: what one more publication would bring."""
