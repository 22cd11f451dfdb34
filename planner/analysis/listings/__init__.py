"""A product on a platform: terms of an order, and the month engine that walks all listings at once."""
