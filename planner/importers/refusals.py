"""What is said when a file cannot be taken in: one sentence with what to do, and what the program may ask for."""

from planner.errors import InputError


class UnreadableFile(InputError):  # noqa: N818 - says what the file is
    """The file is no table that can be read."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "file", "unknown")


class PasswordNeeded(UnreadableFile):
    """The archive has a password; `wrong` when the one given did not open it."""

    def __init__(self, message: str, *, wrong: bool = False) -> None:
        super().__init__(message)
        self.wrong = wrong


class EntryChoice(UnreadableFile):
    """Several files are inside; one of `entries` has to be chosen."""

    def __init__(self, message: str, entries: tuple[str, ...]) -> None:
        super().__init__(message)
        self.entries = entries


class BadCell(InputError):  # noqa: N818 - as above
    """A cell that cannot be read; `reason` is the one with which its row is rejected: bad_amount or bad_date."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message, "cell", "unknown")
        self.reason = reason
