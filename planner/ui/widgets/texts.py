"""Telling a tree of widgets that the language has changed."""

from PySide6.QtWidgets import QWidget


def retranslate(root: QWidget) -> None:
    """Call ``retranslate()`` on `root` and on every widget below it that has one, parents first."""
    for widget in (root, *root.findChildren(QWidget)):
        again = getattr(widget, "retranslate", None)
        if callable(again):
            again()
