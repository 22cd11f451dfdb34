"""Inside the form of an alliance: the year with it and without, the shares that suit both, the split, and its review."""

from itertools import combinations
from typing import TYPE_CHECKING, Final

from planner.analysis.alliances.fair_share import fair_share
from planner.commands.alliances import review_of, schedule_review
from planner.figures.alliance_words import prospect_words, share_words
from planner.figures.drawing import Drawing
from planner.figures.nothing import waiting
from planner.figures.range_rows import RangeRow, RangeRowsOptions, range_rows
from planner.figures.share_interval import ShareIntervalOptions, share_interval_figure
from planner.figures.speech import Speech
from planner.figures.split_bars import ROW, Part, SplitOptions, split_bars
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Alliance
from planner.model.wording import day_words
from planner.ui.editors.linked_panel import LinkedPanel
from planner.ui.figures.chart import FigureCard
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.edits import RecordEdits
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from decimal import Decimal

    from planner.analysis.alliances.prospects import AllianceProspect
    from planner.analysis.alliances.terms import AllianceTerms
    from planner.ui.editors.fields import Desk

_US: Final = "us"  # among those who split
_YEAR, _SHARE = 138, 132  # px of the figures
_SEVERAL: Final = 2  # partners from which a split is more than a share


class TermsPanel(LinkedPanel):
    """Follows the agreements of the plan. Each answer is a sentence, and the figure below it."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__("alliance", desk, N_("What it brings"))
        self.add.hide()
        bridge = desk.bridge
        self.agreements = bridge.agreements
        self.conclusion = Label("", Type.BODY, 400, "t1").set_wrap()
        self.year = FigureCard(bridge, self._draw_year, _YEAR)
        self.share = HintRow()
        self.interval = FigureCard(bridge, self._draw_interval, _SHARE)
        self.split_line = HintRow()
        self.split = FigureCard(bridge, self._draw_split, 3 * ROW)
        self.review = HintRow()
        for part in (
            self.conclusion, self.year, self.share, self.interval, self.split_line, self.split, self.review,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.share.fix_requested.connect(self._take_share)
        self.review.fix_requested.connect(self._take_review)
        self.split_line.fix_requested.connect(self._list_pairs)
        self.split.opened.connect(lambda kind, record_id, _field: self.followed.emit(kind, record_id))
        self.agreements.told.connect(self._tell)
        self.agreements.prospected.connect(self._tell)
        follow(self._fix_heights)

    def retranslate(self) -> None:
        super().retranslate()
        for card in (self.year, self.interval, self.split):
            card.retranslate()
        if self.owner_id:
            self._tell()

    def fill(self) -> None:
        alliance = self.alliance
        self.agreements.look_at("" if alliance is None or alliance.stage == "ended" else self.owner_id)
        self._tell()

    @property
    def alliance(self) -> Alliance | None:
        """The alliance of the form."""
        found = self.plan.find("alliance", self.owner_id)
        return found if isinstance(found, Alliance) else None

    @property
    def terms(self) -> "AllianceTerms | None":
        """Its terms as far as they are known."""
        found = self.agreements.latest.get(self.owner_id)
        return found.terms if found else None

    @property
    def prospect(self) -> "AllianceProspect | None":
        """The year with and without it, once it has been reckoned."""
        found = self.agreements.prospect
        return found if found is not None and found.id == self.owner_id else None

    @property
    def speech(self) -> Speech:
        """How numbers are said here."""
        return speech_of(Scene.of(self.plan))

    def _fix_heights(self) -> None:
        """The figures are as high as what they show: a form has no room to share out."""
        self.year.chart.setFixedHeight(theme().px(_YEAR))
        self.interval.chart.setFixedHeight(theme().px(_SHARE))

    # what it says

    def _tell(self) -> None:
        alliance = self.alliance
        if alliance is None:
            return
        self.setVisible(alliance.stage != "ended")
        if alliance.stage == "ended":
            return
        prospect = self.prospect
        moved = prospect is not None and (prospect.difference.p10 != 0 or prospect.difference.p90 != 0)
        self.conclusion.setText(prospect_words(prospect, self.speech) if prospect else _("On its way…"))
        self.year.setVisible(moved)
        self._tell_share(alliance)
        self._tell_split(alliance)
        self._tell_review(alliance)
        for card in (self.year, self.interval, self.split):
            card.redraw()

    def _tell_share(self, alliance: Alliance) -> None:
        interval, agreed = (self.terms.interval, self.terms.share) if self.terms else (None, None)
        self.interval.setVisible(interval is not None)
        if interval is None:
            words = (
                ""
                if alliance.share
                else _("Enter their share, and the listing it is a share of, to see which suits both.")
            )
            self.share.set_message("hint" if words else "", words)
            return
        low, high = interval.low, interval.high
        fine = low is not None and high is not None and agreed is not None and low <= agreed <= high
        fair = self._fair_share()
        offer = fair is not None and fair != alliance.share and not self.desk.bridge.read_only
        told = _("Give them {share}, an even split of the gain")
        fix = told.format(share=self.speech.share(float(fair))) if offer and fair is not None else ""
        self.share.set_message("echo" if fine else "warning", share_words(interval, agreed, self.speech), fix)

    def _fair_share(self) -> "Decimal | None":
        """Their share after Nash in whole per cent, where one suits both."""
        interval = self.terms.interval if self.terms else None
        return fair_share(interval) if interval else None

    def _tell_split(self, alliance: Alliance) -> None:
        several = len(set(alliance.partners)) >= _SEVERAL
        division = self.terms.division if self.terms else None
        self.split.setVisible(several and division is not None)
        if division is not None:
            self.split.chart.setFixedHeight(theme().px(ROW * len(division.has) + 4))
        self.split_line.set_message(*self._split_message(alliance) if several else ("", ""))

    def _split_message(self, alliance: Alliance) -> tuple[str, str, str]:
        """What is to be said of the split: how to get it, what of the note cannot be read, who could leave, or that it holds."""
        terms = self.terms
        if terms is not None and terms.unread:
            return "warning", _("“{line}” of the pair bonuses cannot be read.").format(line=terms.unread[0]), ""
        if terms is None or terms.division is None:
            told = _(
                "Several share it: say under “Pair bonuses” who is worth more together, and a fair split is drawn here."
            )
            locked = alliance.pair_bonuses or self.desk.bridge.read_only
            return "hint", told, "" if locked else _("List the pairs")
        violation = terms.division.violation
        if violation.amount <= 0:
            return "echo", _("No group of partners would gain by leaving together: the split holds."), ""
        told = _("These would gain {amount} a month by leaving together: {names}.")
        names = " · ".join(self._name(one) for one in violation.members)
        amount = self.speech.money(float(f"{violation.amount:.3g}"))
        return "warning", told.format(amount=amount, names=names), ""

    def _tell_review(self, alliance: Alliance) -> None:
        on, context = alliance.review_on, Scene.of(self.plan).context
        if on is None:
            self.review.set_message(
                "hint", _("Give it a day of review: what is not looked at again runs on by itself.")
            )
            return
        day = day_words(on, context)
        there = review_of(self.plan, alliance.id) is not None
        locked = self.desk.bridge.read_only
        if there:
            self.review.set_message("echo", _("The review on {day} stands on the roadmap.").format(day=day))
        else:
            fix = "" if locked else _("Put it on the roadmap")
            self.review.set_message("hint", _("The review on {day} is not on the roadmap.").format(day=day), fix)

    def _name(self, who: str) -> str:
        return _("You") if who == _US else self.plan.label("partner", who)

    # the figures

    def _draw_year(self, width: float, height: float) -> Drawing:
        found, title = self.prospect, _("The next 12 months, with and without")
        if found is None:
            return waiting(width, height, title)
        rows = (
            RangeRow(_("Without it"), found.without),
            RangeRow(_("With it"), found.with_it),
            RangeRow(_("Difference"), found.difference, strong=True),
        )
        return range_rows(rows, RangeRowsOptions(width, height, title, self.speech))

    def _draw_interval(self, width: float, height: float) -> Drawing:
        terms, prospect = self.terms, self.prospect
        chances = prospect.shares if prospect else None
        options = ShareIntervalOptions(width, height, terms.share if terms else None, self.speech)
        return share_interval_figure(terms.interval if terms else None, chances, options)

    def _draw_split(self, width: float, height: float) -> Drawing:
        division = self.terms.division if self.terms else None
        parts = [
            Part(self._name(who), has, division.shapley[who], ("", "") if who == _US else ("partner", who))
            for who, has in (division.has.items() if division else ())
        ]
        return split_bars(parts, SplitOptions(width, height, self.speech))

    # what is done here

    def _take_share(self) -> None:
        alliance, fair = self.alliance, self._fair_share()
        if alliance is not None and fair is not None:
            edits = RecordEdits("alliance", self.desk.bridge, self)
            edits.set_value([alliance], KINDS["alliance"].by_name["share"], fair)

    def _list_pairs(self) -> None:
        """Write a line for every pair into the note of pair bonuses, to fill in what each adds."""
        alliance = self.alliance
        if alliance is None:
            return
        names = [_("We"), *(self.plan.label("partner", one) for one in dict.fromkeys(alliance.partners))]
        line = _("{one} + {other}: 0")
        lines = "\n".join(line.format(one=one, other=other) for one, other in combinations(names, 2))
        edits = RecordEdits("alliance", self.desk.bridge, self)
        if edits.set_value([alliance], KINDS["alliance"].by_name["pair_bonuses"], lines):
            self.desk.bridge.open_record("alliance", alliance.id, "pair_bonuses")

    def _take_review(self) -> None:
        alliance = self.alliance
        if alliance is None or alliance.review_on is None:
            return
        on, name = alliance.review_on, _("Review of “{name}”").format(name=alliance.name)
        self.desk.bridge.run(
            N_("Put the review of “{name}” on the roadmap"),
            lambda tx: schedule_review(tx, alliance.id, name, on),
            origin=self,
            name=alliance.name,
        )
