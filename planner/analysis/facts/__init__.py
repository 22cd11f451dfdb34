"""What happened, beside what was guessed: sums of the journal, posteriors, surprise, tests of a day."""
