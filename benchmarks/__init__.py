"""How fast and how large Procopius is, measured as ratios within one run."""
