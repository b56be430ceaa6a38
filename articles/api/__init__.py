"""JSON for machines: the same actions as the desk, by a person's token."""
