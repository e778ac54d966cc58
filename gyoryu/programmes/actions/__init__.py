"""Actions of officers on programmes and their events."""
