"""What pasting a block would change, shown before it is taken."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.tables.pasting import Paste, PastedCell, PastedRow
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.labels import Label

_MOST = 12  # lines shown; the rest is counted
_WHERE = 0.55  # of a line says where


class PreviewLine(QWidget):
    """One change: where, what stood there and what will, or why it cannot be read."""

    def __init__(self, where: str, what: str, tone: str = "") -> None:
        super().__init__()
        self.where, self.what, self.tone = where, what, tone
        self.setFixedHeight(theme().px(24))
        self.setAccessibleName(f"{where}: {what}")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(560), theme().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        icon, tint = {"error": ("circle-x", "neg"), "new": ("plus", "pos")}.get(self.tone, ("pencil", "t3"))
        painting.icon(painter, icon, tint, 14, QPointF(look.px(8), rect.center().y()))
        painter.setFont(look.font(Type.SMALL, 500))
        half = rect.width() * _WHERE
        painting.line(painter, QRectF(look.px(22), 0, half - look.px(30), rect.height()), self.where, "t1")
        painter.setFont(look.font(Type.SMALL, tabular=True))
        ink = "neg" if self.tone == "error" else "t2"
        painting.line(painter, QRectF(half, 0, rect.width() - half, rect.height()), self.what, ink)


class PastePreview(Popover):
    """Lists the changes of a paste; Enter or "Paste" takes them, Esc leaves everything as it is."""

    accepted = Signal(object)

    def __init__(self, paste: Paste, parent: QWidget) -> None:
        super().__init__(parent)
        self.paste = paste
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.title = Label(self._summary(), Type.CARD_TITLE, 600)
        self.body.addWidget(self.title)
        lines = preview_lines(paste)
        for line in lines[:_MOST]:
            self.body.addWidget(line)
        if len(lines) > _MOST:
            self.body.addWidget(Label(_("and {count} more").format(count=len(lines) - _MOST), Type.SMALL, 400, "t3"))
        if paste.unreadable:
            note = _("What cannot be read is kept as typed and marked; calculations use the value from before.")
            self.body.addWidget(Label(note, Type.SMALL, 400, "t3").set_wrap())
        self.take = Button(_("Paste"), "primary")
        self.leave = Button(_("Cancel"))
        self.take.setEnabled(bool(paste.changed or paste.created))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.take)
        self.body.addLayout(row)
        self.take.clicked.connect(self._on_take)
        self.leave.clicked.connect(self.close)
        self.setAccessibleName(self.title.text())
        self.take.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.take.isEnabled():
            self._on_take()
        else:
            super().keyPressEvent(event)

    def _on_take(self) -> None:
        self.close()
        self.accepted.emit(self.paste)

    def _summary(self) -> str:
        cells, rows = self.paste.changed, self.paste.created
        changed = ngettext("{count} cell changes", "{count} cells change", cells).format(count=cells)
        added = ngettext("{count} row is added", "{count} rows are added", rows).format(count=rows)
        if cells and rows:
            return _("{changed}, {added}").format(changed=changed, added=added)
        return changed if cells else added if rows else _("Nothing changes")


def preview_lines(paste: Paste) -> list[PreviewLine]:
    """A line for each change, those that cannot be read first."""
    bad: list[PreviewLine] = []
    good: list[PreviewLine] = []
    for row in paste.rows:
        if row.refused:
            bad.append(PreviewLine(row.title or _("New row"), row.refused, "error"))
            continue
        if row.record is None:
            good.append(PreviewLine(row.title, _change(row.cells[-1]) if row.name else _("new"), "new"))
        for cell in row.cells:
            if cell.problem:
                bad.append(PreviewLine(_where(row, cell), cell.problem, "error"))
            elif row.record is not None and cell.changes:
                good.append(PreviewLine(_where(row, cell), _change(cell)))
    if paste.skipped:
        count = ngettext("{count} cell is left out", "{count} cells are left out", paste.skipped)
        bad.append(PreviewLine(count.format(count=paste.skipped), _("No column takes them."), "error"))
    return bad + good


def _change(cell: PastedCell) -> str:
    return _("{before} → {after}").format(before=cell.before or "–", after=cell.text or "–")


def _where(row: PastedRow, cell: PastedCell) -> str:
    name = str(getattr(row.record, "name", "") or row.title)
    return _("{name} · {field}").format(name=name, field=_(cell.column.label)) if name else _(cell.column.label)
