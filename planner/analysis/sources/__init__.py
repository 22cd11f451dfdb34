"""From how many sources income comes, and what falls when one of them does."""
