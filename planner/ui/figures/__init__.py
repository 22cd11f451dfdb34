"""Drawings on screen: painted, read out, shown as a table, saved as a picture."""
