"""What a run would have noticed: mutants of a target, between it and the suite."""
