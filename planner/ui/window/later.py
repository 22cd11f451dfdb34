"""Parts of the window that a start does not need: each is made, and its module imported, when first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_T = TypeVar("_T")


class Later(Generic[_T]):
    """An attribute of a window: ``keys = Later["KeysSheet"]("planner.ui.window.shortcuts:KeysSheet")``, made with the window."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._name = ""

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, window: "QWidget", _owner: type) -> _T:
        module, _colon, name = self._path.partition(":")
        made = getattr(import_module(module), name)(window)
        window.__dict__[self._name] = made  # found before this descriptor from now on
        return cast("_T", made)


def made(window: "QWidget", name: str) -> Any:
    """The part of `window` called `name` if it has been made, else None."""
    return window.__dict__.get(name)
