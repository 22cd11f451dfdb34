"""The menu entry, the file type and the catalogue entry, and putting them into a user's folders."""

import configparser
import re
import shutil
import subprocess
import sys
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import __version__

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

sys.path.insert(0, str(PACKAGING))
import setup_desktop  # noqa: E402
import setup_failure  # noqa: E402


class TestDesktopFiles:
    LINUX = PACKAGING / "linux"

    def entry(self, text=None):
        parser = configparser.RawConfigParser(strict=True)
        parser.optionxform = str
        parser.read_string(text or (self.LINUX / "brightroad.desktop").read_text(encoding="utf-8"))
        return dict(parser["Desktop Entry"])

    def test_the_menu_entry_names_program_icon_and_type(self):
        entry = self.entry()
        assert entry["Exec"] == "brightroad %F"
        assert entry["Icon"] == "brightroad"
        assert entry["MimeType"] == f"{setup_desktop.TYPE};"
        assert entry["Name[zh_CN]"] == "明路"
        assert entry["Terminal"] == "false"
        assert all(entry[name].endswith(";") for name in ("Categories", "Keywords", "Keywords[zh_CN]"))

    def test_the_type_is_known_by_name_and_by_application_id(self):
        space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
        kind = ET.parse(self.LINUX / "brightroad-mime.xml").find("m:mime-type", space)
        assert kind.get("type") == setup_desktop.TYPE
        assert kind.find("m:glob", space).get("pattern") == "*.brightroad"
        outer = kind.find("m:magic/m:match", space)
        inner = outer.find("m:match", space)
        assert (outer.get("offset"), outer.get("value")) == ("0", r"SQLite format 3\000")
        assert (inner.get("type"), inner.get("offset")) == ("big32", "68")
        assert int(inner.get("value"), 16).to_bytes(4, "big") == b"BRGA"

    def test_the_catalogue_entry_fits_menu_entry_and_version(self):
        root = ET.parse(self.LINUX / "brightroad.metainfo.xml").getroot()
        assert root.findtext("launchable") == "brightroad.desktop"
        assert root.findtext("project_license") == PROJECT["project"]["license"]
        assert root.findtext("provides/mediatype") == setup_desktop.TYPE
        assert root.find("releases/release").get("version") == __version__

    @pytest.mark.parametrize(
        "command",
        [
            ("desktop-file-validate", "brightroad.desktop"),
            ("appstreamcli", "validate", "--no-net", "brightroad.metainfo.xml"),
        ],
    )
    def test_the_desktops_own_checkers_find_nothing(self, command):
        if not shutil.which(command[0]):
            pytest.skip(f"{command[0]} is not here")
        done = subprocess.run(command, cwd=self.LINUX, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert "W:" not in done.stdout

    def test_installing_writes_all_and_removing_leaves_nothing(self, tmp_path, monkeypatch):
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        monkeypatch.setattr(setup_desktop, "refresh", lambda *_: None)
        monkeypatch.setattr(sys, "platform", "linux")
        assert setup_desktop.main(str(ROOT), "install-desktop") == 0
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) == 4
        entry = self.entry((tmp_path / "applications" / "brightroad.desktop").read_text(encoding="utf-8"))
        assert entry["Exec"].endswith('run.py" %F')
        assert setup_desktop.main(str(ROOT), "remove-desktop") == 0
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    def test_other_systems_are_told_so(self, monkeypatch):
        monkeypatch.setattr(sys, "platform", "darwin")
        with pytest.raises(setup_failure.SetupFailure):
            setup_desktop.main(str(ROOT), "install-desktop")

    @given(st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1))
    def test_a_quoted_argument_reads_back_as_it_was(self, argument):
        line = setup_desktop.quoted(argument)
        assert line[0] == line[-1] == '"'
        value = re.sub(r"\\(.)", r"\1", line)  # the reader of desktop files
        inner = re.sub(r"\\(.)", r"\1", value[1:-1])  # the reader of Exec lines
        assert inner.replace("%%", "%") == argument
