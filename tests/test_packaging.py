"""What a copy of the source must carry to start on other machines: locks, fonts, icons, set-up and desktop files."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from planner.report.document import JOB_FLAG

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
LICENCES = ROOT / "resources" / "licences"
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

sys.path.insert(0, str(PACKAGING))
import bundle_start  # noqa: E402
import run  # noqa: E402
import setup_failure  # noqa: E402
import setup_packages  # noqa: E402
import setup_python  # noqa: E402
import setup_state  # noqa: E402
import setup_system  # noqa: E402
import setup_venv  # noqa: E402


def requirements(lock: str) -> dict[str, list[str]]:
    """The pinned requirements of a lock, each with its lines."""
    found: dict[str, list[str]] = {}
    for line in (PACKAGING / lock).read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-z0-9]", line):
            found[line.rstrip(" \\")] = current = []
        elif line.strip().startswith("--"):
            current.append(line.strip().rstrip(" \\"))
    return found


def pinned(lock: str) -> dict[str, set[str]]:
    """The versions a lock pins, by name."""
    found: dict[str, set[str]] = {}
    for requirement in requirements(lock):
        name, version = requirement.split(" ;")[0].split("==")
        found.setdefault(name.strip(), set()).add(version.strip())
    return found


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_names_no_address(self, lock):
        text = (PACKAGING / lock).read_text(encoding="utf-8")
        assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host|@ file", text)

    @pytest.mark.parametrize("lock", LOCKS)
    def test_every_requirement_is_exact_and_hashed(self, lock):
        found = requirements(lock)
        assert len(found) > 10
        for requirement, lines in found.items():
            assert re.match(r"[a-z0-9._-]+==[^,*<>]+$", requirement.split(" ;")[0].strip()), requirement
            assert lines, requirement
            assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines), requirement

    def test_the_tests_lock_holds_the_programs(self):
        program, tests = pinned("requirements.txt"), pinned("requirements-dev.txt")
        assert {name: tests.get(name) for name in program} == program

    def test_every_dependency_is_locked(self):
        names = {re.split(r"[<>=;\[ ]", line)[0].lower() for line in PROJECT["project"]["dependencies"]}
        assert names <= set(pinned("requirements.txt"))
        dev = {re.split(r"[<>=;\[ ]", line)[0].lower() for line in PROJECT["dependency-groups"]["dev"]}
        assert dev <= set(pinned("requirements-dev.txt"))

    def test_pythons_declared_are_those_set_up_accepts(self):
        low, above = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", PROJECT["project"]["requires-python"]).groups()
        assert ((3, int(low)), (3, int(above))) == (setup_python.LOWEST, setup_python.ABOVE)
        assert {version for version in setup_python.PREFERRED if not setup_python.supported(version)} == set()


class TestQt:
    def test_the_version_that_steals_references_is_shut_out(self):
        assert "PySide6-Essentials>=6.11.3,<6.12" in PROJECT["project"]["dependencies"]
        assert pinned("requirements.txt")["pyside6-essentials"] == {"6.11.3"}

    def test_void_calls_keep_the_reference_count_of_none(self):
        thing = QObject()
        for _ in range(100):
            thing.setObjectName("x")
        before = sys.getrefcount(None)
        for _ in range(20_000):
            thing.setObjectName("x")
        assert abs(sys.getrefcount(None) - before) < 200

    def test_nothing_of_the_gpl_modules_is_asked_for(self):
        for path in (ROOT / "planner").rglob("*.py"):
            assert not re.search(
                r"PySide6\.?\s*(import)?\s*Qt(Charts|Graphs|DataVisualization)", path.read_text("utf-8")
            ), path


class TestLicences:
    def test_texts_of_qt_and_of_the_program_are_carried(self):
        for name, words in {
            "LGPL-3.0.txt": "GNU LESSER",
            "GPL-3.0.txt": "GNU GENERAL",
            "ISC-Lucide.txt": "Cole Bemis",
        }.items():
            assert words in (LICENCES / name).read_text(encoding="utf-8")
        assert "Brightroad contributors" in (ROOT / "LICENSE").read_text(encoding="utf-8")

    def test_every_locked_package_is_named(self):
        notice = (LICENCES / "README.md").read_text(encoding="utf-8").lower()
        other_names = {"pyside6-essentials": "pyside6", "apsw": "apsw"}
        assert [name for name in pinned("requirements.txt") if other_names.get(name, name) not in notice] == []


class TestChoiceOfPython:
    @pytest.mark.parametrize(
        ("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)]
    )
    def test_versions(self, version, fits):
        assert setup_python.supported(version) is fits

    def test_the_best_known_version_wins_and_the_first_of_its_kind(self):
        answers = [((3, 9), "/a"), ((3, 11), "/b"), ((3, 12), "/c"), ((3, 12), "/d"), ((0,), "")]
        assert setup_python.choose(answers) == "/c"
        assert setup_python.choose([((3, 9), "/a"), ((2, 7), "/b")]) == ""

    @pytest.mark.parametrize(
        ("text", "answer"),
        [
            ("3.12\n/usr/bin/python3.12\n", ((3, 12), "/usr/bin/python3.12")),
            ("3.11\r\nC:\\Python\\python.exe\r\n", ((3, 11), "C:\\Python\\python.exe")),
            ("command not found\n", ((0,), "")),
            ("", ((0,), "")),
        ],
    )
    def test_answers(self, text, answer):
        assert setup_python.read_answer(text) == answer

    def test_windows_is_asked_through_its_launcher(self):
        assert setup_python.candidates("win32")[0] == ["py", "-3.13"]
        assert ["python3"] in setup_python.candidates("linux")

    def test_this_python_answers_and_a_stand_in_does_not(self, tmp_path):
        assert setup_python.ask([sys.executable])[0] == sys.version_info[:2]
        assert setup_python.ask([str(tmp_path / "nothing")]) == ((0,), "")

    def test_advice_names_the_versions_in_both_languages(self, monkeypatch):
        for language in ("en_GB.UTF-8", "zh_CN.UTF-8"):
            monkeypatch.setenv("BRIGHTROAD_LANGUAGE", language)
            assert "3.11" in setup_python.advice()
        assert "需要" in setup_python.advice()


class TestMissingLibraries:
    LDD = (
        "/x/libqxcb.so:\n\tlinux-vdso.so.1 (0x0)\n\tlibxcb-cursor.so.0 => not found\n"
        "\tlibm.so.6 => /lib/libm.so.6 (0x0)\n/x/QtWidgets.abi3.so:\n\tlibEGL.so.1 => not found\n\tlibEGL.so.1 => not found\n"
    )

    def test_what_ldd_did_not_find(self):
        assert setup_system.parse_ldd(self.LDD) == {"libxcb-cursor.so.0", "libEGL.so.1"}
        assert setup_system.parse_ldd("\tstatically linked\n") == set()

    @pytest.mark.parametrize(
        ("os_release", "family", "line"),
        [
            ("ID=debian\n", "debian", "sudo apt-get install libegl1 libxcb-cursor0"),
            ('ID=ubuntu\nID_LIKE="debian"\n', "debian", "sudo apt-get install libegl1 libxcb-cursor0"),
            ("ID=fedora\n", "fedora", "sudo dnf install libglvnd-egl xcb-util-cursor"),
            ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora", "sudo dnf install libglvnd-egl xcb-util-cursor"),
            ("ID=manjaro\nID_LIKE=arch\n", "arch", "sudo pacman -S --needed libglvnd xcb-util-cursor"),
            (
                'ID="opensuse-leap"\nID_LIKE="suse opensuse"\n',
                "suse",
                "sudo zypper install Mesa-libEGL1 libxcb-cursor0",
            ),
            ("ID=gentoo\n", "", "libEGL.so.1 libxcb-cursor.so.0"),
        ],
    )
    def test_the_line_for_each_distribution(self, tmp_path, os_release, family, line):
        path = tmp_path / "os-release"
        path.write_text(os_release, encoding="utf-8")
        assert setup_system.distribution(str(path)) == family
        assert setup_system.install_line(family, setup_system.parse_ldd(self.LDD)) == line

    def test_no_release_file_is_no_distribution(self, tmp_path):
        assert setup_system.distribution(str(tmp_path / "none")) == ""

    def test_every_library_has_a_package_in_every_distribution(self):
        for library, names in setup_packages.PACKAGES.items():
            assert len(names) == len(setup_packages.MANAGERS), library
            assert all(re.fullmatch(r"[A-Za-z0-9.+_-]+", name) for name in names), library

    def test_a_simulated_installation_counts_new_packages_only(self):
        text = (
            "Reading package lists...\nInst libgl1 (1.6.0-1 Debian:12.1/stable [amd64])\n"
            "Inst libc6 [2.36-9] (2.36-10 Debian:12.2/stable [amd64])\nConf libgl1 (1.6.0-1 Debian:12.1/stable [amd64])\n"
        )
        assert setup_system.parse_simulation(text) == ["libgl1"]

    def test_what_cannot_be_cured_is_named(self, monkeypatch):
        monkeypatch.setattr(setup_system, "missing", lambda *_: {"libEGL.so.1"})
        monkeypatch.setattr(setup_system, "distribution", lambda: "fedora")
        with pytest.raises(setup_failure.SetupFailure, match="dnf install libglvnd-egl"):
            setup_system.cure(str(ROOT), ["xcb"], [])


class TestState:
    @pytest.mark.parametrize(
        ("purpose", "environment", "system", "platforms"),
        [
            ("test", {"DISPLAY": ":0"}, "linux", ["offscreen"]),
            ("run", {"DISPLAY": ":0"}, "linux", ["xcb"]),
            ("run", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", ["wayland", "xcb"]),
            ("run", {"WAYLAND_DISPLAY": "wayland-0"}, "linux", ["wayland"]),
            ("run", {}, "linux", ["xcb"]),
            ("run", {"QT_QPA_PLATFORM": "offscreen"}, "linux", ["offscreen"]),
            ("run", {"QT_QPA_PLATFORM": "wayland;xcb"}, "linux", ["wayland"]),
            ("run", {"QT_QPA_PLATFORM": "minimal"}, "linux", ["offscreen"]),
            ("run", {"DISPLAY": ":0"}, "darwin", []),
            ("test", {}, "win32", []),
        ],
    )
    def test_platforms_that_must_load(self, purpose, environment, system, platforms):
        assert setup_state.wanted_platforms(purpose, environment, system) == platforms

    def test_with_an_x_server_at_hand_tests_need_its_plugin_too(self, tmp_path):
        (tmp_path / "Xvfb").touch()
        environment = {"PATH": os.pathsep.join(["", str(tmp_path)])}
        assert setup_state.wanted_platforms("test", environment, "linux") == ["offscreen", "xcb"]
        assert setup_state.wanted_platforms("run", {"DISPLAY": ":0", **environment}, "linux") == ["xcb"]

    @pytest.fixture
    def copy(self, tmp_path):
        """A source folder with locks and something that looks like an interpreter."""
        (tmp_path / "packaging").mkdir()
        for lock in LOCKS:
            (tmp_path / "packaging" / lock).write_text(f"{lock}==1\n", encoding="utf-8")
        interpreter = Path(setup_state.venv_python(str(tmp_path)))
        interpreter.parent.mkdir(parents=True)
        interpreter.write_text("", encoding="utf-8")
        return tmp_path

    def test_a_stamp_holds_until_lock_or_interpreter_change(self, copy):
        root = str(copy)
        assert not setup_state.is_ready(root, "run", ["xcb"])
        setup_state.write_stamp(root, "run", ["xcb"], [])
        assert setup_state.is_ready(root, "run", ["xcb"])
        assert not setup_state.is_ready(root, "run", ["xcb", "wayland"])
        assert not setup_state.is_ready(root, "test", ["xcb"])
        setup_state.write_stamp(root, "test", ["wayland"], [])
        assert setup_state.is_ready(root, "run", ["xcb", "wayland"])
        lock = copy / "packaging" / "requirements.txt"
        lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
        assert setup_state.is_ready(root, "run", [])
        lock.write_text("other==2\n", encoding="utf-8")
        assert not setup_state.is_ready(root, "run", [])
        assert setup_state.is_ready(root, "test", [])
        Path(setup_state.venv_python(root)).unlink()
        assert not setup_state.is_ready(root, "test", [])

    @pytest.mark.parametrize(
        "content", [b"", b"{", b"\xff\xfe\x00", b"Brightroad set-up 1\ninterpreter", b"Brightroad set-up 0\n"]
    )
    def test_a_spoilt_stamp_counts_as_none(self, copy, content):
        Path(setup_state.stamp_file(str(copy))).write_bytes(content)
        assert setup_state.read_stamp(str(copy)).text() == setup_state.Stamp().text()
        assert not setup_state.is_ready(str(copy), "run", [])

    def test_a_stamp_reads_back_as_it_was_written(self):
        stamp = setup_state.Stamp("/opt/a=b/明路/python3.11")
        stamp.locks, stamp.platforms, stamp.libraries = {"run": "1-a", "test": "2-b"}, ["xcb"], ["syslibs/usr/lib"]
        assert vars(setup_state.parse(stamp.text())) == vars(stamp)

    def test_unpacked_libraries_are_found_again_even_after_a_move(self, copy, tmp_path):
        folder = Path(setup_state.venv(str(copy)), "syslibs", "usr", "lib")
        setup_state.write_stamp(str(copy), "run", ["xcb"], [str(folder)])
        environment = setup_state.environment_for(str(copy), "run", {"LD_LIBRARY_PATH": "/opt/x", "PYTHONHOME": "/y"})
        assert environment["LD_LIBRARY_PATH"].split(":" if sys.platform != "win32" else ";") == [str(folder), "/opt/x"]
        assert "PYTHONHOME" not in environment
        assert environment["PYTHONPATH"] == str(copy)
        assert not Path(setup_state.read_stamp(str(copy)).libraries[0]).is_absolute()

    def test_something_else_named_venv_is_left_alone(self, tmp_path):
        (tmp_path / ".venv").mkdir()
        (tmp_path / ".venv" / "diary.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(setup_failure.SetupFailure, match=r"\.venv"):
            setup_venv.make_environment(str(tmp_path))
        assert (tmp_path / ".venv" / "diary.txt").read_text(encoding="utf-8") == "mine"

    def test_a_broken_environment_is_made_again(self, tmp_path):
        (tmp_path / ".venv").mkdir()
        (tmp_path / ".venv" / "pyvenv.cfg").write_text("home = /nowhere\n", encoding="utf-8")
        setup_venv.make_environment(str(tmp_path))
        assert setup_python.ask([setup_state.venv_python(str(tmp_path))])[0] == sys.version_info[:2]

    def test_the_newest_pip_wheel_is_taken(self, tmp_path):
        assert setup_venv.pip_wheel(str(tmp_path)) == ""
        (tmp_path / "pip-23.0.1-py3-none-any.whl").touch()
        assert setup_venv.pip_wheel(str(tmp_path)).endswith("pip-23.0.1-py3-none-any.whl")


class TestEntryPoints:
    def test_a_bundle_answers_to_the_flag_its_report_process_is_started_by(self):
        assert bundle_start.SET_REPORT == JOB_FLAG

    def test_a_window_without_a_screen_is_refused_before_qt_aborts(self):
        assert run.lacks_screen([], {}, "linux")
        assert run.lacks_screen(["a.brightroad"], {"DISPLAY": ""}, "linux")
        assert not run.lacks_screen(["--version"], {}, "linux")
        assert not run.lacks_screen([], {"QT_QPA_PLATFORM": "offscreen"}, "linux")
        assert not run.lacks_screen([], {}, "darwin")

    def test_an_old_python_can_read_what_it_has_to(self):
        for name in ("run.py", "setup_python.py", "setup_say.py", "setup_state.py"):
            ast.parse((PACKAGING / name).read_text(encoding="utf-8"), feature_version=(3, 7))

    def test_set_up_uses_the_standard_library_alone(self):
        own = {path.stem for path in PACKAGING.glob("*.py")}
        for path in [PACKAGING / "run.py", *PACKAGING.glob("setup_*.py")]:
            for name in re.findall(r"^\s*(?:import|from) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
                assert name in own or name in sys.stdlib_module_names, (path.name, name)

    @pytest.mark.skipif(sys.platform == "win32", reason="bash")
    def test_the_check_stops_at_the_first_failure(self):
        text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
        assert "set -euo pipefail" in text
        assert "|| true" not in text
        assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=False).returncode == 0
        assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
