"""From a decision to a deed and back: planning, brakes, outbox, dispatch, read-back, undo."""
