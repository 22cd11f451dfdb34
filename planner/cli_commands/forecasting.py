"""The command that forecasts a plan: how the plan may be varied, and what comes of it as JSON or as text."""

import re
from argparse import Namespace

from planner.analysis.forecasting.scenarios import scenario_called
from planner.cli_commands.forecast_forms import forecast_form
from planner.cli_commands.forecast_lines import forecast_lines
from planner.cli_commands.speech import answer_json, answer_lines
from planner.cli_commands.study import study_of
from planner.errors import InputError
from planner.i18n import _

SAMPLES = (1, 100_000)
MONTHS = (1, 120)
SEEDS = (0, 999_999_999_999_999)


def forecast(arguments: Namespace) -> int:
    """Forecast the plan, or one scenario of it."""
    asked = {
        "samples": _whole("samples", arguments.samples, SAMPLES),
        "seed": _whole("seed", arguments.seed, SEEDS),
        "months": _whole("months", arguments.months, MONTHS),
    }
    study = study_of(arguments.file)
    scenario = "" if arguments.scenario is None else scenario_called(study.plan, arguments.scenario)
    given = {name: value for name, value in asked.items() if value is not None}
    with study.in_words():
        found = study.forecast(scenario=scenario, **given)
    if arguments.json:
        answer_json(forecast_form(study, found))
    else:
        answer_lines(forecast_lines(study, found))
    return 0


def _whole(name: str, text: str | None, bounds: tuple[int, int]) -> int | None:
    """The number given for the option, None where none was; InputError naming option and bounds."""
    if text is None:
        return None
    low, high = bounds
    if re.fullmatch(r"[+-]?[0-9]{1,18}", text) and low <= int(text) <= high:
        return int(text)
    message = _("“--{option}” takes a whole number from {low} to {high}, not “{text}”.")
    raise InputError(message.format(option=name, low=f"{low:,}", high=f"{high:,}", text=text), name)
