"""What no plan can beat: bounds for each level of the objective, each proved."""
