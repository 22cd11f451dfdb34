"""A plan simulated: its guesses drawn, its months walked, its paths added up and told."""
