"""What leaves the plan: the JSON bundle and the printed document."""
