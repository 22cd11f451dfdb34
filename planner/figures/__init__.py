"""Figures: pure functions from results to a `Drawing`, and the small writers that show one as SVG or in a report."""
