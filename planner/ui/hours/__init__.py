"""The time log: typed lines, the timer, the week."""
