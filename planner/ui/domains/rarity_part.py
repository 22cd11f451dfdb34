"""How rare a mix of domains is: chosen as chips, counted as skills usually go together, with what that takes for granted."""

from typing import TYPE_CHECKING, Final

from planner.figures.domain_words import assumption_sentence, rarity_sentence, rivals_sentence
from planner.i18n import _
from planner.model.catalogue import Domain
from planner.ui.domains.part import Part
from planner.ui.look.tokens import Type
from planner.ui.widgets.choices import ChipChoice
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.domains.learning import LearningWatch

CORRELATION: Final = 0.3
_FIRST: Final = 2  # domains chosen before the user chooses
_OFFERED: Final = 12  # domains to choose from


class RarityPart(Part):
    """Begins with the two highest scores."""

    def __init__(self, bridge: "Bridge", watch: "LearningWatch") -> None:
        super().__init__(bridge, watch)
        self.chosen = ChipChoice()
        self.rivals, self.basis, self.warning = (
            Label("", Type.BODY, 400, ink).set_wrap() for ink in ("t1", "t2", "t2")
        )
        for part in (self.chosen, self.rivals, self.basis, self.warning):
            self.rows.addWidget(part)
        self.rows.addStretch(1)
        self._touched = False
        self.chosen.changed.connect(self._on_chosen)
        watch.told.connect(self.refresh)
        self.retranslate()

    def refresh(self) -> None:
        scored = self._offered()
        self.chosen.set_options(
            [(one.id, _("{domain} {score}").format(domain=one.name, score=one.score)) for one in scored]
        )
        if not self._touched:
            best = sorted(scored, key=lambda one: -(one.score or 0))[:_FIRST]
            self.chosen.set_values([one.id for one in best])
        self._tell([one for one in scored if one.id in self.chosen.values()])

    def retranslate(self) -> None:
        self.chosen.setAccessibleName(_("Domains of the mix"))
        self.warning.setText(
            _(
                "Being rare earns nothing by itself: what the domains make together does. See the pairs without a product."
            )
        )
        self.refresh()

    def _offered(self) -> list[Domain]:
        """The domains with the highest scores, in the order of the plan."""
        scored = [domain for domain in self.bridge.plan.of(Domain) if domain.score]
        best = sorted(scored, key=lambda one: -(one.score or 0))[:_OFFERED]
        return [one for one in scored if one in best]

    def _on_chosen(self, _values: tuple[str, ...]) -> None:
        self._touched = True
        self.refresh()

    def _tell(self, domains: list[Domain]) -> None:
        if self.watch.latest is None:  # then SciPy would have to be loaded while the window waits
            self.sentence.setText(_("On its way…"))
            return
        from planner.analysis.skills.rarity import rarity  # noqa: PLC0415 - SciPy, which no start may need

        for part in (self.rivals, self.basis, self.warning):
            part.setVisible(bool(domains))
        if not domains:
            self.sentence.setText(
                _("Choose domains, and it shows how rare they are together.")
                if self.bridge.plan.of(Domain)
                else _("Score your domains, and it shows how rare they are together.")
            )
            return
        found = rarity([min((one.score or 0) / 100, 1.0) for one in domains], CORRELATION)
        self.sentence.setText(rarity_sentence(found, [one.name for one in domains]))
        self.rivals.setText(rivals_sentence(found))
        self.basis.setText(assumption_sentence(found, CORRELATION))
