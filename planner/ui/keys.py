"""Which keys do what: those each action is declared with, and those a person has put in their place.

Like the language this is one for the whole process: menus, tooltips, the palette and the sheet of keys ask `keys_of`.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from planner.i18n import _

if TYPE_CHECKING:
    from planner.ui.actions import Action

RESERVED: Final = (
    "Return", "Enter", "Esc", "Tab", "Shift+Tab", "Space", "Backspace", "Up", "Down", "Left", "Right", "Home", "End",
    "PgUp", "PgDown", "Shift+Up", "Shift+Down", "Shift+Left", "Shift+Right", "Ctrl+Return", "Ctrl+Up", "Ctrl+Down",
    "Ctrl+Left", "Ctrl+Right", "Ctrl+A", "Ctrl+X", "Ctrl+0", "Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+Shift+T", "Alt+F4",
)  # fmt: skip
"""What lists, fields and figures understand by themselves."""
_STRONG: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_chosen: dict[str, str] = {}


def use(chosen: Mapping[str, str]) -> None:
    """Put the keys `chosen` (action id -> keys, "" for none) in the place of those declared."""
    _chosen.clear()
    _chosen.update({name: keys for name, keys in chosen.items() if not keys or written(keys)})


def keys_of(action: "Action") -> tuple[str, ...]:
    """The keys of `action` now, the one to show first; none where it has none."""
    chosen = _chosen.get(action.id)
    return action.shortcuts if chosen is None else (chosen,) if chosen else ()


def first_of(action: "Action") -> str:
    """The keys of `action` to show, "" where it has none."""
    return next(iter(keys_of(action)), "")


def changed(action: "Action") -> bool:
    """Whether other keys were put in the place of those declared."""
    return action.id in _chosen


def written(keys: str) -> str:
    """`keys` as they are kept whatever the system, "" for what names none."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.PortableText)


def refusal(keys: str) -> str:
    """Why `keys` cannot be the keys of an action, in one sentence; "" when they can."""
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return _("Press one combination of keys.")
    if sequence in {QKeySequence(known) for known in RESERVED}:
        return _("Lists and fields need this key themselves.")
    key: QKeyCombination = sequence[0]  # type: ignore[index]
    function = Qt.Key.Key_F1 <= key.key() <= Qt.Key.Key_F35 or key.key() == Qt.Key.Key_Delete
    if not function and not key.keyboardModifiers() & _STRONG:
        return _("Hold Ctrl or Alt with it, or take a function key: other keys are for typing.")
    return ""


def holder(keys: str, actions: "Iterable[Action]", but: str) -> "Action | None":
    """The action other than `but` that has `keys` now."""
    sequence = QKeySequence(keys)
    for action in actions:
        if action.id != but and any(QKeySequence(known) == sequence for known in keys_of(action)):
            return action
    return None


def given(action: "Action", keys: str, actions: "Iterable[Action]") -> dict[str, str]:
    """What is chosen once `action` has `keys` ("" for none); whoever had them keeps its other keys."""
    chosen = dict(_chosen)
    other = holder(keys, actions, action.id) if keys else None
    if other is not None:
        left = [known for known in keys_of(other) if QKeySequence(known) != QKeySequence(keys)]
        chosen[other.id] = left[0] if left else ""
    chosen[action.id] = written(keys)
    if action.shortcuts[:1] == (chosen[action.id],) or (not action.shortcuts and not keys):
        del chosen[action.id]
    return chosen


def returned(action: "Action", actions: "Iterable[Action]") -> dict[str, str]:
    """What is chosen once `action` has its declared keys again; whoever took one of them gives it back."""
    known, chosen = tuple(actions), dict(_chosen)
    waiting = [action]
    while waiting:
        back = waiting.pop()
        chosen.pop(back.id, None)
        own = [QKeySequence(keys) for keys in back.shortcuts]
        waiting.extend(other for other in known if other.id in chosen and QKeySequence(chosen[other.id]) in own)
    return chosen
