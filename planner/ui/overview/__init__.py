"""The parts of the Overview page: the answer, the key figures, what to do next."""
