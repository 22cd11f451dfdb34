"""The interface: everything Qt. It reads the plan through the session and changes it through commands.

Two rules hold for every widget and page in here:

- **Look.** Colours, fonts and measures come from `planner.ui.look.theme.theme()`; what depends on them is set in a method
  given to `planner.ui.look.theme.follow`, which runs at once and after each change of theme, scale or language.
- **Words.** A widget or page that shows texts of its own has a method ``retranslate()`` that sets every one of them with
  ``_()``, and calls it at the end of ``__init__``. After a change of language the shell runs
  `planner.ui.widgets.texts.retranslate` over the window, which calls the method on every widget of the tree, parents
  first. Texts handed to a widget from outside are its owner's to set again.
"""
