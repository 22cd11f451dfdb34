"""The command that looks at one side of a plan: skills, listings, survival, and so on."""

from argparse import Namespace
from collections.abc import Iterator

from planner.cli_commands.forecast_forms import missing_form
from planner.cli_commands.forecast_lines import missing_line
from planner.cli_commands.sections import SECTIONS
from planner.cli_commands.sections.told import Told
from planner.cli_commands.speech import answer_json, answer_lines
from planner.cli_commands.study import Study, study_of
from planner.i18n import _


def analyze(arguments: Namespace) -> int:
    """Answer one section; where input is missing, say what to enter."""
    study = study_of(arguments.file)
    with study.in_words():
        told = SECTIONS[arguments.section](study)
    if arguments.json:
        missing = [missing_form(study, one) for one in told.missing]
        currency = study.plan.settings.currency
        answer_json({"section": arguments.section, "currency": currency, **told.form, "missing": missing})
    else:
        answer_lines(_lines(study, told))
    return 0


def _lines(study: Study, told: Told) -> Iterator[str]:
    """The text without empty lines at its head, then what is missing, then what amounts are in."""
    after = [missing_line(study, missing) for missing in told.missing]
    head = True
    for line in told.lines:
        if line or not head:
            yield line
            head = False
    if not head:
        after += [_("Amounts in {currency}").format(currency=study.plan.settings.currency)] if told.amounts else []
        after = ["", *after] if after else []
    yield from after
