"""The parts of the timeline of milestones."""
