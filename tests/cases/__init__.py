"""The cases of the analysis engine: numbers known beforehand, and the adapter that asks the product for them."""
