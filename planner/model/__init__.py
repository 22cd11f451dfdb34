"""What a plan holds: values, kinds of record, and the plan itself; no files, no clock, no screen."""
