"""Domains: how rare they are together, how they are learned, what they make of a product."""
