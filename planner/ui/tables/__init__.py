"""Tables of records: columns, cells, editing in place, paste, filter."""
