"""Runs: from inputs to a store, shard by shard, in several processes; what is committed is never done again."""

from procopius.run.corpus import Progress, dry_run, run_corpus
from procopius.run.inputs import Reading
from procopius.run.recipe import make_recipe
from procopius.run.shard import ArticleCoder, LoadCoder, code_shard

__all__ = ["ArticleCoder", "LoadCoder", "Progress", "Reading", "code_shard", "dry_run", "make_recipe", "run_corpus"]
