"""How long until the first painted window, against a bare PySide6 window in the same run: python -m tests.benchmarks.bench_start.

Needs Xvfb. The screen is memory-mapped and polled until 15 % of the sampled pixels differ from the empty screen; so
all programs are timed from outside, from the moment their process starts. The program of a bundle, named by
BRIGHTROAD_BUNDLE, and those of OTHERS that are on the PATH take part.
"""

import mmap
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.setStyleSheet("background: #F6F7F9")
window.resize(1280, 800)
window.show()
app.exec()
"""
RUNS = 9
OTHERS = ("picard", "novelwriter")


def painted(screen: mmap.mmap, empty: bytes) -> bool:
    """Whether at least 15 % of the sampled pixels differ from the empty screen."""
    now = screen[::4001]
    return sum(one != other for one, other in zip(now, empty, strict=True)) > 0.15 * len(empty)


def seconds(command: list[str], screen: mmap.mmap, environment: dict[str, str]) -> float:
    """From the start of the process to the painted window."""
    empty = screen[::4001]
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while not painted(screen, empty):
            if time.perf_counter() - begun > 60:
                raise SystemExit(f"{command[0]} painted no window within 60 s")
            time.sleep(0.002)
        return time.perf_counter() - begun
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.3)


def main() -> None:
    """Print medians and their ratio."""
    if not shutil.which("Xvfb"):
        raise SystemExit("Xvfb is not installed")
    with tempfile.TemporaryDirectory() as folder:
        display = f":{os.getpid() % 900 + 50}"
        server = subprocess.Popen(
            ["Xvfb", display, "-screen", "0", "1400x900x24", "-fbdir", folder], stderr=subprocess.DEVNULL
        )
        time.sleep(1)
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {
            "HOME": folder,
            "DISPLAY": display,
            "BRIGHTROAD_HOME": folder + "/home",
            "QT_QPA_PLATFORM": "xcb",
        }
        plan = Path(folder) / "sample.brightroad"
        new = [sys.executable, "-m", "planner.cli", "new", str(plan), "--sample"]
        subprocess.run(new, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        with Path(folder, "Xvfb_screen0").open("rb") as stream:
            screen = mmap.mmap(stream.fileno(), 0, prot=mmap.PROT_READ)
            commands = {
                "bare PySide6 window": [sys.executable, "-c", BARE],
                "first screen": [sys.executable, "-m", "planner"],
                "sample plan open": [sys.executable, "-m", "planner", str(plan)],
            }
            if bundle := os.environ.get("BRIGHTROAD_BUNDLE"):
                commands |= {"bundle: first screen": [bundle], "bundle: sample plan": [bundle, str(plan)]}
            commands |= {name: [found] for name in OTHERS if (found := shutil.which(name))}
            times: dict[str, list[float]] = {name: [] for name in commands}
            for _ in range(RUNS):
                for name, command in commands.items():
                    shutil.rmtree(folder + "/home/config", ignore_errors=True)
                    times[name].append(seconds(command, screen, environment))
        server.kill()
    bare = times["bare PySide6 window"]
    for name, values in times.items():
        ratio = statistics.median(one / other for one, other in zip(values, bare, strict=True))  # of the same round
        print(f"{name:22} {statistics.median(values) * 1000:6.0f} ms   ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
