"""The one error set-up stops with; its text says what to do."""


class SetupFailure(Exception):  # noqa: N818 - it is no bug of ours but a state of the machine
    """Set-up cannot go on; the message is for the person who started it."""
