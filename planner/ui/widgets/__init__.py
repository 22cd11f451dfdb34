"""Controls that know the look of the interface and nothing of the plan."""
