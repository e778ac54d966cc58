"""What officers do with programmes and their events."""
