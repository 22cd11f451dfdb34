"""How many examples a property is tried with: few at each push, BRIGHTROAD_EXAMPLES times as many in a long run.

At a push they are the same ones every time, so that it is judged by what it changes; a long run finds new ones.
"""

import os

TIMES = int(os.environ.get("BRIGHTROAD_EXAMPLES", "1"))


def examples(at_a_push: int) -> int:
    """So many, times what the environment asks for."""
    return at_a_push * TIMES
