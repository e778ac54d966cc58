"""A site to look at: two programmes with their public facts, and consultations at three moments of their life."""
