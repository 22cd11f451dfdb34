"""Brightroad (明路): a planner for people who live from what they make, alone and offline."""

__version__ = "0.1.0"
