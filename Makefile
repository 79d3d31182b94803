# Doorstep's workshop. `make` alone says what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
SKIP ?=
SEED ?=
# The first python3 of 3.11 or later. Name another with PYTHON=...
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq

RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed

.PHONY: help
help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Doorstep needs Python 3.11 or later, and found none on the PATH (name one: make PYTHON=/path/to/python3)."; exit 2; }
	@echo "Creating $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

# A changed lock installs again; a second run with the same lock does nothing.
$(RUN_STAMP): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Doorstep runs on (hashed locks)"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(RUN_STAMP)
	@echo "Installing what the tests and linters need (hashed locks)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

.PHONY: install
install: $(RUN_STAMP) ## Make .venv/bin/doorstep, with what it runs on and no more

.PHONY: dev
dev: $(DEV_STAMP) ## The same with test and lint tools
