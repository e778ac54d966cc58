"""Other ways to make the same timetable, each built as well as it can be."""
