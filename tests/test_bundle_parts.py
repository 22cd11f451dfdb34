"""What goes into bundles and packages: icons, ICU's data, manuals, completions, recipes for other systems."""

import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from planner import __main__, __version__, cli

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
COMPLETIONS = LINUX / "completions"

sys.path.insert(0, str(PACKAGING))
import build_bundle  # noqa: E402
import build_deb  # noqa: E402
import build_shell_texts  # noqa: E402
import setup_build  # noqa: E402
import slim_icu  # noqa: E402

needs = {
    name: pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not here")
    for name in ("bash", "zsh", "fish", "man", "dpkg-deb")
}
WORDS = [
    (["ana"], {"analyze"}),
    (["analyze", "a.brightroad", "surv"], {"survival"}),
    (["export", "a.brightroad", "a.pdf", "--pres"], {"--preset"}),
    (["check", "a.brightroad", "--language", ""], {"zh", "en"}),
    (["new", "a.brightroad", "--s"], {"--sample"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory, qapp):
    """The icons as every system wants them."""
    folder = tmp_path_factory.mktemp("icons")
    build_bundle.draw_icons(folder)
    return folder


class TestIcons:
    @pytest.mark.parametrize("name", ["brightroad", "brightroad-plan"])
    def test_every_size_is_drawn_and_not_empty(self, folder, name):
        for size in build_bundle.SIZES:
            picture = QImage(str(folder / str(size) / f"{name}.png"))
            assert (picture.width(), picture.height()) == (size, size)
            colours = {picture.pixelColor(x, y).name() for x in range(size) for y in range(0, size, max(size // 16, 1))}
            assert len(colours) >= 4, size
            assert picture.pixelColor(0, 0).alpha() < 128, "the corners are open"

    @pytest.mark.parametrize("ending", ["ico", "icns"])
    def test_qt_reads_back_the_icons_of_other_systems(self, folder, ending):
        assert QImage(str(folder / f"brightroad.{ending}")).width() >= 16

    def test_the_windows_icon_holds_its_sizes_whole(self, folder):
        content = (folder / "brightroad.ico").read_bytes()
        count = struct.unpack_from("<HHH", content)[2]
        rows = [struct.unpack_from("<BBBBHHII", content, 6 + 16 * row) for row in range(count)]
        assert [row[0] or 256 for row in rows] == list(build_bundle.IN_ICO)
        for *_head, length, place in rows:
            assert content[place : place + 4] == b"\x89PNG"
            assert content[place + length - 8 : place + length - 4] == b"IEND"
        assert rows[-1][-1] + rows[-1][-2] == len(content)

    def test_the_mac_icon_says_its_length(self, folder):
        content = (folder / "brightroad.icns").read_bytes()
        assert struct.unpack(">4sI", content[:8]) == (b"icns", len(content))


class TestIcu:
    HEADER = bytes([32, 0, 0xDA, 0x27, 20, 0, 0, 0, 0, 0, 2, 0]) + b"CmnD" + bytes(16)

    @given(
        st.dictionaries(
            st.from_regex(r"icudt73l/[a-z_]{1,12}\.res", fullmatch=True), st.binary(min_size=1, max_size=60), min_size=1
        )
    )
    def test_data_reads_back_as_it_was_joined(self, parts):
        header, found = slim_icu.pieces(slim_icu.joined(self.HEADER, parts))
        assert header == self.HEADER
        assert list(found) == sorted(parts)
        for name, part in parts.items():
            assert found[name].rstrip(b"\0") == part.rstrip(b"\0")
            assert len(found[name]) % slim_icu.ALIGNED == 0

    def test_only_what_is_kept_is_left(self):
        parts = {
            f"icudt73l/{name}": b"x" for name in ("coll/zh.res", "coll/de.res", "root.res", "ibm-37.cnv", "zh_Hant.res")
        }
        _header, found = slim_icu.pieces(slim_icu.smaller(slim_icu.joined(self.HEADER, parts)))
        assert list(found) == ["icudt73l/coll/zh.res", "icudt73l/root.res", "icudt73l/zh_Hant.res"]

    def test_anything_else_is_refused(self):
        with pytest.raises(ValueError, match="ICU"):
            slim_icu.pieces(b"\x20\0" + bytes(60))

    @pytest.mark.skipif(not sys.platform.startswith("linux") or not shutil.which("objcopy"), reason="binutils of Linux")
    def test_qt_sorts_as_before_with_what_is_left(self, tmp_path):

        whole = next(Path(PySide6.__file__).parent.rglob("libicudata.so.*"))
        small = Path(shutil.copy(whole, tmp_path))
        slim_icu.slim(small)
        assert small.stat().st_size < whole.stat().st_size / 5
        code = (
            "from PySide6.QtCore import QCollator, QLocale, QTimeZone\n"
            "words = '王五 张三 李四 abc Äpfel zebra a10 a9 安'.split()\n"
            "for name in ('zh_CN', 'en_US', 'de_DE'):\n"
            "    order = QCollator(QLocale(name)); order.setNumericMode(True)\n"
            "    print(ascii(sorted(words, key=order.sortKey)))\n"
            "zone = QTimeZone(b'Asia/Shanghai')\n"
            "print(ascii(zone.displayName(QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale('zh_CN'))))\n"
            "print(any(line.rstrip().endswith(__import__('sys').argv[1]) for line in open('/proc/self/maps')))\n"
        )
        told = [
            subprocess.run(
                [sys.executable, "-c", code, str(small)],
                env={"LD_LIBRARY_PATH": folder},
                capture_output=True,
                check=True,
                text=True,
            ).stdout.splitlines()
            for folder in ("", str(tmp_path))
        ]
        assert [told[0][-1], told[1][-1]] == ["False", "True"]
        assert told[0][:-1] == told[1][:-1]


class TestShellTexts:
    def test_they_are_those_of_the_command_line_as_it_is(self):
        for path, text in build_shell_texts.texts().items():
            assert path.read_text("utf-8") == text, "run packaging/build_shell_texts.py"

    def test_the_window_takes_what_its_manual_says(self, capsys):
        with pytest.raises(SystemExit):
            __main__.main(["--help"])
        assert set(re.findall(r"--[a-z]+", capsys.readouterr().out)) == set(build_shell_texts.OF_WINDOW)

    def test_every_command_is_completed_and_described(self):
        for command in cli.COMMANDS:
            for path in (LINUX / "brightroad-cli.1", *COMPLETIONS.iterdir()):
                assert re.search(rf"\b{command.name}\b", path.read_text("utf-8")), (path.name, command.name)

    @needs["bash"]
    @pytest.mark.parametrize(("words", "offered"), WORDS)
    def test_bash(self, words, offered, tmp_path):
        script = (
            f'source "{COMPLETIONS / "brightroad"}"; COMP_WORDS=(brightroad-cli "$@"); COMP_CWORD=$#; '
            "_brightroad_cli; printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        assert completed(["bash", "-c", script, "bash", *words], tmp_path) == offered

    @needs["bash"]
    def test_bash_offers_plans_with_any_name(self, tmp_path):
        (tmp_path / "我的 规划.brightroad").touch()
        (tmp_path / "notes.txt").touch()
        script = (
            f'source "{COMPLETIONS / "brightroad"}"; COMP_WORDS=(brightroad ""); COMP_CWORD=1; '
            "_brightroad; printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        assert completed(["bash", "-c", script], tmp_path) == {"我的 规划.brightroad"}

    @needs["fish"]
    @pytest.mark.parametrize(("words", "offered"), WORDS)
    def test_fish(self, words, offered, tmp_path):
        line = " ".join(["brightroad-cli", *words])
        script = f'source "{COMPLETIONS / "brightroad.fish"}"; complete -C "{line}"'
        assert offered <= {line.split("\t")[0] for line in completed(["fish", "-c", script], tmp_path)}

    @needs["zsh"]
    def test_zsh_can_read_its_own(self, tmp_path):
        assert completed(["zsh", "-n", str(COMPLETIONS / "_brightroad")], tmp_path) == set()

    @needs["man"]
    @pytest.mark.parametrize("name", ["brightroad", "brightroad-cli"])
    def test_man_has_nothing_to_complain_of(self, name):
        done = subprocess.run(
            ["man", "--warnings", "-l", str(LINUX / f"{name}.1")],
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANROFFSEQ": ""},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stderr == ""
        assert "NAME" in done.stdout


def completed(command: list[str], folder: Path) -> set[str]:
    """What a shell offers in a folder."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return set(done.stdout.splitlines()) - {""}


class TestPackage:
    def test_every_library_has_its_package_or_stops_the_build(self):
        assert build_deb.package_of("libxcb-cursor.so.0") == "libxcb-cursor0"
        assert build_deb.package_of("ld-linux-x86-64.so.2") == build_deb.package_of("libc.so.6") == "libc6"
        with pytest.raises(LookupError, match="libunheard"):
            build_deb.package_of("libunheard.so.1")

    @needs["dpkg-deb"]
    def test_dpkg_reads_a_package_and_the_same_files_give_the_same_bytes(self, tmp_path):
        made = []
        for name in ("first", "second"):
            tree, about = tmp_path / name / "tree", tmp_path / name / "about"
            (tree / "usr/lib/brightroad").mkdir(parents=True)
            (tree / "usr/lib/brightroad/brightroad").write_text("program")
            (tree / "usr/lib/brightroad/brightroad-cli").symlink_to("brightroad")
            about.mkdir()
            (about / "control").write_text(
                "Package: p\nVersion: 1\nArchitecture: all\nMaintainer: M <m@x>\nDescription: d\n"
            )
            for folder in (about, tree):
                build_deb.write_packed(folder, tmp_path / name / f"{folder.name}.xz", "amd64")
            target = tmp_path / f"{name}.deb"
            packed = [(tmp_path / name / f"{part}.xz").read_bytes() for part in ("about", "tree")]
            parts = zip(("debian-binary", "control.tar.xz", "data.tar.xz"), (b"2.0\n", *packed), strict=True)
            build_deb.write_package(list(parts), target)
            made.append(target.read_bytes())
        assert made[0] == made[1]
        told = subprocess.run(
            ["dpkg-deb", "--contents", str(target)], capture_output=True, text=True, check=True
        ).stdout
        assert "-rwxr-xr-x root/root" in told
        assert "./usr/lib/brightroad/brightroad-cli -> brightroad" in told
        assert (
            subprocess.run(["dpkg-deb", "-f", str(target), "Package"], capture_output=True, check=True).stdout == b"p\n"
        )

    def test_all_speak_of_one_version_type_and_identifier(self):
        spec = (PACKAGING / "brightroad.spec").read_text("utf-8")
        flatpak = (PACKAGING / "flatpak" / "app.brightroad.brightroad.yml").read_text("utf-8")
        installer = (PACKAGING / "windows" / "brightroad.nsi").read_text("utf-8")
        metainfo = (LINUX / "brightroad.metainfo.xml").read_text("utf-8")
        assert build_deb.version() == __version__
        assert "<id>app.brightroad.brightroad</id>" in metainfo
        assert "\nid: app.brightroad.brightroad\n" in flatpak
        assert 'bundle_identifier="app.brightroad.brightroad"' in spec
        for text in (spec, installer, metainfo):
            assert "application/x-brightroad" in text

    def test_pictures_of_the_catalogue_entry_are_there(self):
        names = re.findall(r"/screenshots/([\w.]+)<", (LINUX / "brightroad.metainfo.xml").read_text("utf-8"))
        assert len(names) >= 6
        assert [name for name in names if not (ROOT / "resources" / "screenshots" / name).exists()] == []

    def test_the_installer_keeps_what_is_the_users(self):
        text = (PACKAGING / "windows" / "brightroad.nsi").read_text("utf-8")
        removed = re.findall(r'^\s*RMDir(?: /r)? "([^"]+)"', text, re.MULTILINE)
        assert set(removed) == {r"$INSTDIR\_internal", "$INSTDIR"}
        assert not re.search(r'RMDir /r "\$INSTDIR"', text)

    @pytest.mark.parametrize(
        "name", ["build_appimage.sh", "prove/machine.sh", "prove/source.sh", "prove/package.sh", "prove/build.sh"]
    )
    @needs["bash"]
    def test_scripts_can_be_read(self, name):
        assert subprocess.run(["bash", "-n", str(PACKAGING / name)], check=False).returncode == 0

    def test_what_a_build_lacks_is_named(self, monkeypatch):
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(shutil, "which", lambda _name: None)
        assert "binutils" in setup_build.lacking()
        monkeypatch.setattr(sys, "platform", "win32")
        assert setup_build.lacking() == []
