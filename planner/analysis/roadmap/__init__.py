"""Milestones of one person: order, calendar, chances of dates, critical waits."""
