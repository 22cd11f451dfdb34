"""One open plan: the only way to change it, with undo, observers and the file behind it.

`Session.edit` runs commands in one transaction; what changed comes back as a `ChangeSet`, makes the next `Plan`
and is told to the observers. Undo and redo go the same way and survive a restart.
"""
