"""The three kinds of error a person can meet; anything else is a bug.

A message is one sentence that says what, where and what to do; it is already in the reader's language.
"""


class PlannerError(Exception):
    """Something went wrong that can be told to the user in one sentence."""


class InputError(PlannerError):
    """What was typed or imported cannot be used: the user's to mend.

    ``field`` is a path such as ``listing/<id>/conversion``; ``kind`` is one of missing, out_of_range, bad_order,
    unknown, mismatch, too_many, circular.
    """

    def __init__(self, message: str, field: str = "", kind: str = "out_of_range") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.kind = kind


class FileError(PlannerError):
    """The world refuses: a file is missing, read-only, damaged, locked, or the disk is full."""


class DamageError(FileError):
    """The file of a plan is damaged: some of it may still be read."""


class VersionError(FileError):
    """The file was written by a newer Brightroad; it is left as it is."""
