"""What if: scenarios as overrides, rules put to silence, and input that could not be read yet."""

from datetime import date

from planner.i18n import N_
from planner.model.fields import day, json_value, notes, ref, text
from planner.model.kinds import Record, kind


@kind("scenario", N_("Scenario"), N_("Scenarios"), icon="sliders-horizontal")
class Scenario(Record):
    """A variant of the plan."""

    name: str = text(N_("Name"), required=True)
    note: str = notes(N_("Note"))


@kind("override", N_("Override"), N_("Overrides"), icon="pencil", title="field", owner="scenario")
class Override(Record):
    """The value one field has in a scenario."""

    scenario: str | None = ref(N_("Scenario"), "scenario", required=True)
    kind: str = text(N_("Kind"), required=True)
    record: str = text(N_("Record"), required=True)
    field: str = text(N_("Field"), required=True)
    value: str | None = json_value(N_("Value"))


@kind("mute", N_("Muted rule"), N_("Muted rules"), icon="eye-off", title="rule")
class Mute(Record):
    """A finding the user does not want to hear of for a while."""

    rule: str = text(N_("Rule"), required=True)
    subject: str = text(N_("Subject"))
    reason: str = text(N_("Reason"), required=True)
    until: date | None = day(N_("Until"))


@kind("draft", N_("Draft input"), N_("Draft inputs"), icon="pencil", title="field")
class Draft(Record):
    """What was typed into a field but cannot be read yet; the field keeps its last good value."""

    kind: str = text(N_("Kind"), required=True)
    record: str = text(N_("Record"), required=True)
    field: str = text(N_("Field"), required=True)
    text: str = notes(N_("Text"))
