"""What a plan amounts to: pure functions over numbers, `Plan` and `Actuals` that answer with frozen results.

No Qt, no files, no clock. Each module states its formulae with units, shapes, errors and source.
"""
