"""What partners give and get: values for each side, shares that suit both, games of several."""
