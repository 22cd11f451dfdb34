"""Paths of cash: runway, ruin, cover, the month in which a job may end, money for tax."""
