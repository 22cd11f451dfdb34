"""Every meaning an edit can have: functions of a transaction. Undo is not their business."""
