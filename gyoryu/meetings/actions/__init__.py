"""Actions on a consultation, one module for each group of them."""
