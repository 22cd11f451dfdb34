"""A chapter of the guide as text to read: Markdown set in the type of the window, with links to other chapters."""

import re
from typing import Final

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser

from planner.guide import IDS, chapter, title
from planner.i18n import language
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type

LEADING: Final = 150  # per cent of the height of a line
_SIZES: Final = {1: Type.HEADLINE, 2: Type.CARD_TITLE}
_CODE: Final = re.compile(r"`([^`]+)`")


class GuideText(QTextBrowser):
    """Shows one chapter; `turned` carries the id of the chapter that a link leads to."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chapter = ""
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._on_link)
        follow(self._restyle)

    def show_chapter(self, id_: str) -> None:
        """Set the text of a chapter in the language in use, from its first line."""
        self.chapter = id_
        self.setAccessibleName(title(id_, language()))
        self.document().setDefaultFont(theme().font(Type.BODY))
        self.setMarkdown(chapter(id_, language()))
        self._set_type()
        self.verticalScrollBar().setValue(0)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _on_link(self, url: QUrl) -> None:
        if url.toString() in IDS:
            self.turned.emit(url.toString())

    def _restyle(self) -> None:
        if self.chapter:
            self.show_chapter(self.chapter)

    # type

    def _set_type(self) -> None:
        """Sizes, weights, leading and colours of the window for what Markdown only names."""
        block = self.document().begin()
        while block.isValid():
            self._set_block(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._set_table(frame)

    def _set_block(self, block: QTextBlock) -> None:
        look, level = theme(), block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        form = QTextBlockFormat(block.blockFormat())
        form.setLineHeight(LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(look.px(16 if level == 2 else 0))
        form.setBottomMargin(look.px({0: 10, 1: 12}.get(level, 6)))
        cursor.setBlockFormat(form)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        if level:
            letters = QTextCharFormat()
            letters.setFont(look.font(_SIZES.get(level, Type.BODY), 600))
            letters.setForeground(look.brush("t1"))
            cursor.mergeCharFormat(letters)
            return
        self._set_runs(block)

    def _set_runs(self, block: QTextBlock) -> None:
        """Bold and what one types, run by run: a family that is fixed would part Han from Latin."""
        look, runs = theme(), []
        at = block.begin()
        while not at.atEnd():
            runs.append(at.fragment())
            at += 1
        for run in runs:
            old, letters = run.charFormat(), QTextCharFormat()
            typed = old.fontFixedPitch() or any("mono" in family.lower() for family in old.fontFamilies() or [])
            bold = old.fontWeight() > QFont.Weight.Normal
            letters.setFont(look.font(Type.BODY, 600 if bold else 400, tabular=typed))
            letters.setForeground(look.brush("acc_text" if old.isAnchor() else "t1" if bold or typed else "t2"))
            letters.setFontUnderline(False)
            if typed:
                letters.setBackground(look.brush("hover"))
            cursor = QTextCursor(block)
            cursor.setPosition(run.position())
            cursor.setPosition(run.position() + run.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)

    def _set_table(self, table: QTextTable) -> None:
        look, form = theme(), table.format()
        form.setBorder(0)
        form.setCellPadding(look.px(4))
        form.setCellSpacing(0)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        form.setBottomMargin(look.px(10))
        table.setFormat(form)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            head = QTextCharFormat()
            head.setBackground(QBrush(look.color("subtle")))
            cell.setFormat(head)
        for row in range(table.rows()):
            for column in range(table.columns()):
                self._set_cell(table.cellAt(row, column).firstCursorPosition())

    def _set_cell(self, cursor: QTextCursor) -> None:
        form = cursor.blockFormat()
        form.setBottomMargin(0)
        cursor.setBlockFormat(form)
