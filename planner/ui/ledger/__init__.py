"""The parts of the ledger page."""
