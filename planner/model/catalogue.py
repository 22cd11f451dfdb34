"""Every kind, declared: import `KINDS` from here to be sure the register is full."""

from planner.model.alliances import Alliance, Contact, Exchange, Partner
from planner.model.distribution import Publication, Work
from planner.model.kinds import KINDS, Kind, Record, kind_called, kind_of, referrers
from planner.model.money import Cost, Entry, Job, Rate
from planner.model.portfolio import Domain, Listing, Need, Platform, Product
from planner.model.roadmap import Experiment, Milestone
from planner.model.scenarios import Draft, Mute, Override, Scenario
from planner.model.settings import PlanSettings
from planner.model.time import TimeEntry
from planner.model.upkeep import Batch, ColumnMapping, ImportRule, Recurring, SavedView, Timer

__all__ = [
    "KINDS", "Alliance", "Batch", "ColumnMapping", "Contact", "Cost", "Domain", "Draft", "Entry", "Exchange",
    "Experiment", "ImportRule", "Job", "Kind", "Listing", "Milestone", "Mute", "Need", "Override", "Partner",
    "PlanSettings", "Platform", "Product", "Publication", "Rate", "Record", "Recurring", "SavedView", "Scenario",
    "TimeEntry", "Timer", "Work", "kind_called", "kind_of", "referrers",
]  # fmt: skip
