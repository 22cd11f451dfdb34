"""Ranges as distributions, draws that stay where they are, and what a result hangs on."""
