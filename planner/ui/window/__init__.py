"""The window around the pages: what opens, leads, warns and finds."""
