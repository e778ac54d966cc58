"""How good the plans of meetplan are, measured beside rivals in one run on the same processors."""
