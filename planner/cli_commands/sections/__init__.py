"""The sections of `analyze`: each a function that looks at one side of a plan. A new one is one more line here.

The modules import the analysis inside their functions: it brings NumPy along, and the command line starts without.
"""

from collections.abc import Callable, Mapping

from planner.cli_commands.sections.alliances import alliances
from planner.cli_commands.sections.concentration import concentration
from planner.cli_commands.sections.facts import actuals, calibration
from planner.cli_commands.sections.listings import listings
from planner.cli_commands.sections.moves import moves
from planner.cli_commands.sections.roadmap import experiments, roadmap
from planner.cli_commands.sections.skills import skills
from planner.cli_commands.sections.survival import survival
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study

SECTIONS: Mapping[str, Callable[[Study], Told]] = {
    "skills": skills,
    "listings": listings,
    "calibration": calibration,
    "experiments": experiments,
    "moves": moves,
    "survival": survival,
    "alliances": alliances,
    "concentration": concentration,
    "roadmap": roadmap,
    "actuals": actuals,
}
