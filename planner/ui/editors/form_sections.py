"""The body of a form: sections with hairlines between them, two columns of fields, wide ones across both."""

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QScrollBar, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.fields import BASICS, EFFORT, LINKS, MONEY, NOTES, REACH, TIME, FieldSpec
from planner.ui.editors.fields import FieldEditor
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Motion, Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.labels import Hairline, Label

ORDER = (BASICS, MONEY, REACH, EFFORT, TIME, LINKS)


def sections_of(specs: Iterable[FieldSpec]) -> list[str]:
    """The sections the fields name, in the order of a form: the known ones, then their own, notes last.

    A kind that declares a link among its first two fields is about linking: its links follow the basics.
    """
    sections = [spec.section for spec in specs]
    named = list(dict.fromkeys(sections))
    order = dict.fromkeys((BASICS, LINKS, *ORDER)) if LINKS in sections[:2] else ORDER
    known = [section for section in order if section in named]
    own = [section for section in named if section not in ORDER and section != NOTES]
    return [*known, *own, *([NOTES] if NOTES in named else [])]


def packed(editors: Sequence[FieldEditor]) -> list[FieldEditor]:
    """The editors in their order, but that a narrow one fills the half row before a wide one."""
    waiting, placed, half = list(editors), [], False
    while waiting:
        fills = (editor for editor in waiting if not editor.wide)
        chosen = next(fills, waiting[0]) if half else waiting[0]
        waiting.remove(chosen)
        placed.append(chosen)
        half = not chosen.wide and not half
    return placed


class Section(QWidget):
    """A part of a form: a hairline and a title (both but in the first), and rows of fields and panels."""

    def __init__(self, name: str, *, first: bool = False, titled: bool = True) -> None:
        super().__init__()
        self.name = name
        self.title = Label("", Type.CARD_TITLE, 600)
        self.line = Hairline()
        self.grid = QGridLayout()
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.line)
        self._rows.addWidget(self.title)
        self._rows.addLayout(self.grid)
        self.line.setVisible(not first)
        self.title.setVisible(titled and not first)
        self._next = 0  # the next free cell, counted in columns
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        self.title.setText(_(self.name))

    def add(self, widget: QWidget, *, wide: bool = False) -> None:
        """Put a field or panel into the next free cell, or across the next free row."""
        if wide:
            self.close_row()
        row, column = divmod(self._next, 2)
        self.grid.addWidget(widget, row, column, 1, 2 if wide else 1)
        self._next += 2 if wide else 1

    def close_row(self) -> None:
        """Leave no half row open: the columns keep their widths."""
        if self._next % 2:
            self.grid.addWidget(QWidget(), self._next // 2, 1)
            self._next += 1

    def _restyle(self) -> None:
        look = theme()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.px(Size.SECTION_GAP))
        self.grid.setHorizontalSpacing(look.px(Size.COLUMN_GAP))
        self.grid.setVerticalSpacing(look.px(Size.FIELD_GAP))
        half = look.px(120)
        self.grid.setColumnMinimumWidth(0, half)
        self.grid.setColumnMinimumWidth(1, half)


class FormBody(QWidget):
    """All sections of a form, below each other, `side` px from its edges."""

    def __init__(self, side: int = 20) -> None:
        super().__init__()
        self._side = side
        self.sections: dict[str, Section] = {}
        self._rows = QVBoxLayout(self)
        self._rows.addStretch(1)
        follow(self._restyle)

    def section(self, name: str, *, titled: bool = True) -> Section:
        """The section of that name, made last when it is not there yet; without a title unless `titled`."""
        if name not in self.sections:
            made = Section(name, first=not self.sections, titled=titled)
            self.sections[name] = made
            self._rows.insertWidget(self._rows.count() - 1, made)
        return self.sections[name]

    def head(self, part: QWidget) -> None:
        """Put a part of the page's own above all sections."""
        self._rows.insertWidget(0, part)

    def fill(self, name: str, editors: Sequence[FieldEditor]) -> None:
        """Put the editors into the section `name`; one alone that is called like its section needs no label."""
        section = self.section(name)
        for editor in packed(editors):
            section.add(editor.field, wide=editor.wide)
        section.close_row()
        if len(editors) == 1 and editors[0].spec.label == name:
            editors[0].field.label.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        side = look.px(self._side)
        self._rows.setContentsMargins(side, look.px(4), side, look.px(Size.PAGE_BOTTOM))
        self._rows.setSpacing(look.px(16))


class ScrollEdge(QWidget):
    """A hairline above a body that scrolls, seen while something of it has gone up behind."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__()
        self._behind = False
        self.setFixedHeight(1)
        bar.valueChanged.connect(self._on_scrolled)

    def _on_scrolled(self, value: int) -> None:
        self._behind = value > 0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("hair" if self._behind else "surface"))


class Flash(QWidget):
    """A frame that lights a field up for 1.2 s, so that the eye finds where it was led."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clock = QTimer(self, singleShot=True, interval=Motion.FLASH)
        self._clock.timeout.connect(self.hide)
        self._target: QWidget | None = None
        self.hide()

    def light(self, target: QWidget) -> None:
        """Stand around `target`, a widget inside the parent of this one, and follow its place and size."""
        for part in self._held():
            part.removeEventFilter(self)
        self._target = target
        for part in self._held():
            part.installEventFilter(self)
        self._fit()
        self.raise_()
        self.show()
        self._clock.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the field when it, or what it stands in, grows or moves."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._fit()
        return super().eventFilter(watched, event)

    def _held(self) -> Iterator[QWidget]:
        """The field and what it stands in, up to the parent of this one."""
        part = self._target
        while part is not None and part is not self.parentWidget():
            yield part
            part = part.parentWidget()

    def _fit(self) -> None:
        target = self._target
        if target is not None:
            edge = theme().px(6)
            corner = target.mapTo(self.parentWidget(), target.rect().topLeft())
            self.setGeometry(target.rect().translated(corner).adjusted(-edge, -edge, edge, edge))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter: QPainter = painting.begin(self)
        glow = QColor(theme().color("accent"))
        glow.setAlphaF(0.10)
        painter.setBrush(glow)
        painter.setPen(QPen(theme().color("accent"), 1.5))
        radius = theme().px(Size.RADIUS_CHIP)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), radius, radius)
