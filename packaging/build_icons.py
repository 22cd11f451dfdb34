"""Makes resources/icons from the published Lucide package: stroke 1.75, colour left open, nothing but the drawing.

python packaging/build_icons.py [--cache FOLDER]      (needs npm)
"""

import argparse
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from npm_source import Source, archive_of, contents

ROOT = Path(__file__).resolve().parent.parent
ICONS = ROOT / "resources" / "icons"
LUCIDE = Source("lucide-static", "1.62.0", "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44")

# Names the product uses, and the name the drawing has in the package where that differs.
NAMES = """
layout-dashboard radar package store handshake waypoints table-2 send receipt chart-spline milestone stethoscope
file-down settings circle-x triangle-alert lightbulb check clock pencil video file-text mail flask-conical
wand-sparkles list-filter arrow-down-wide-narrow
search undo-2 redo-2 moon sun sun-moon circle-help=circle-question-mark chevron-up chevron-down chevrons-up-down
chevron-left chevron-right plus minus x ellipsis copy trash-2 archive archive-restore pin link unlink external-link
file-plus folder-open save arrow-up arrow-down arrow-left arrow-right arrow-left-right arrow-up-down list history
languages keyboard info users user building-2 calendar banknote hand-coins refresh-cw zoom-in zoom-out maximize scan
play pause flask-conical image mic box globe mouse-pointer eye eye-off sliders-horizontal command corner-down-left
upload download grip-vertical circle circle-dashed circle-check circle-pause circle-slash circle-dot panel-left menu
star flag target timer repeat rotate-ccw layers lock tag percent trending-up trending-down activity bell square
square-check book-open headphones printer map-pin git-branch split shuffle shield-check loader-circle
"""


def drawing(svg: str) -> str:
    """A Lucide file without comment and class, its stroke set to the product's."""
    body = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    body = re.sub(r'\s+class="[^"]*"', "", body, count=1)
    body = re.sub(r'stroke-width="2"', 'stroke-width="1.75"', body, count=1)
    head, rest = body.split(">", 1)
    return re.sub(r"\s+", " ", head).strip() + ">" + rest.rstrip() + "\n"


def main() -> int:
    """Writes every icon of ``NAMES`` and the licence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "npm", help="where fetched archives are kept")
    archive = archive_of(LUCIDE, parser.parse_args().cache)
    pairs = {name.partition("=")[0]: name.partition("=")[2] or name for name in NAMES.split()}
    files = contents(archive, ["LICENSE", *(f"icons/{origin}.svg" for origin in pairs.values())])
    ICONS.mkdir(parents=True, exist_ok=True)
    for name, origin in pairs.items():
        svg = drawing(files[f"icons/{origin}.svg"].decode())
        (ICONS / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")
    licence = ROOT / "resources" / "licences" / "ISC-Lucide.txt"
    licence.parent.mkdir(parents=True, exist_ok=True)
    licence.write_bytes(files["LICENSE"])
    print(f"{len(pairs)} icons")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
