"""Recipe of the shipped gazetteer."""
