"""The language model: encoder, heads, data, damage, export, figures."""
