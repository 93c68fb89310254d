"""Coding: a resolved article to events, quotes and votes (:func:`procopius.coding.article.code`)."""
