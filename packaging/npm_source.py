"""Fetches the published packages fonts and icons are made from, each checked against the digest written here."""

import hashlib
import subprocess
import tarfile
from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """One package: its name and version, and the SHA-256 of its archive."""

    name: str
    version: str
    sha256: str

    @property
    def archive(self) -> str:
        """The file name ``npm pack`` gives the archive."""
        return f"{self.name.lstrip('@').replace('/', '-')}-{self.version}.tgz"


def archive_of(source: Source, folder: Path) -> Path:
    """The package's archive in ``folder``, fetched if it is not there; ValueError if it is not the one meant."""
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / source.archive
    if not archive.exists():
        subprocess.run(["npm", "pack", "--silent", f"{source.name}@{source.version}"], cwd=folder, check=True)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != source.sha256:
        raise ValueError(f"{archive.name} has the digest {found}, not {source.sha256}")
    return archive


def contents(archive: Path, members: list[str]) -> dict[str, bytes]:
    """The bytes of the named files of an archive; names are relative to the package."""
    found: dict[str, bytes] = {}
    with tarfile.open(archive) as packed:
        for member in members:
            stream = packed.extractfile(f"package/{member}")
            if stream is None:
                raise ValueError(f"{archive.name}: {member} is not a file")
            found[member] = stream.read()
    return found
