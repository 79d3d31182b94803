# Doorstep's workshop. `make` alone says what there is.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Some machines forbid Python to keep what it compiled; hundreds of processes would each compile the whole house anew.
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq
# Services that cannot be had here: make test SKIP="chromium network openssl pango postgres redis"
SKIP ?=
# How many test processes at once: on two cores the third works while two wait for servers, browsers and the network
WORKERS ?= 3
# The first Python of 3.11 or later on the PATH. Name another with PYTHON=...
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

LOCK_STAMP := $(VENV)/.lock-installed
RUN_STAMP := $(VENV)/.run-installed
DEV_STAMP := $(VENV)/.dev-installed
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup
FAST := not slow and not network and not browser and not postgres and not redis and not pango and not openssl and not shared and not exam

.PHONY: help
help: ## Say what each target does
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Doorstep needs Python 3.11 or later with its venv module; none is on the PATH. Name one: make PYTHON=..."; exit 2; }
	@echo "Creating $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

# A changed lock installs again; a second run with the same lock does nothing.
$(LOCK_STAMP): requirements.txt | $(BIN)/python
	@echo "Installing what Doorstep runs on (hashed locks; about a minute)"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(RUN_STAMP): pyproject.toml $(LOCK_STAMP)
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(RUN_STAMP)
	@echo "Installing what tests and linters need (hashed locks)"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

# The rules as they were read and tested. Without it every process reads and tests them anew, which takes seconds.
RULEBOOK := rules/detect/compiled.json
$(RULEBOOK): $(wildcard rules/detect/data/*.yaml rules/detect/data/*.txt rules/detect/*.py rules/text/*.py) \
		rules/model/finding.py $(RUN_STAMP)
	@$(BIN)/python -m bot.rulebook

.PHONY: rulebook
rulebook: $(RULEBOOK) ## Read and test the rules, and keep them so that Doorstep starts quickly; install does it too

.PHONY: install
install: $(RUN_STAMP) $(RULEBOOK) ## Make .venv/bin/doorstep, with what it runs on and no more
	@$(BIN)/python -m compileall -q bot adapters rules

.PHONY: run
run: install ## Start Doorstep with a demo landlord; the console's address is printed
	@$(BIN)/doorstep demo

.PHONY: dev
dev: $(DEV_STAMP) $(RULEBOOK) ## Install the test and lint tools too

.PHONY: setup
setup: dev ## Find or install Chromium, PostgreSQL, Redis, Pango, OpenSSL and the Bluesky network
	@$(BIN)/python -m tools.setup --skip "$(SKIP)"

.PHONY: lint
lint: dev ## Lint, format, types and import contracts
	@$(BIN)/ruff check --cache-dir .cache/ruff
	@$(BIN)/ruff format --check --cache-dir .cache/ruff
	@$(BIN)/lint-imports --no-logo --cache-dir .cache/imports
	@$(BIN)/mypy

.PHONY: check
check: lint ## Lint, types, contracts and the fast tests: within a minute
	@$(PYTEST) -q -m "$(FAST)"

.PHONY: test
test: setup lint ## Everything, long exams at small counts; SKIP="chromium network openssl pango postgres redis" leaves services out
	@DOORSTEP_SKIP="$(SKIP)" DOORSTEP_EXAM="$${DOORSTEP_EXAM:-small}" $(PYTEST)

.PHONY: prove
prove: setup ## The long exams at the counts of the notes; DOORSTEP_SEED=... repeats a run
	@DOORSTEP_SKIP="$(SKIP)" DOORSTEP_EXAM="$${DOORSTEP_EXAM:-full}" $(PYTEST) -m "exam or counted" --timeout 7200

GUARDED := tests/bot/evaluation/guarded
.PHONY: guard
guard: dev ## Hold what the detectors reach on the guarded slices from now on: make guard REASON="why"
	@$(BIN)/doorstep eval $(GUARDED) --guard $(GUARDED)/baseline.json --accept "$(REASON)"

.PHONY: locks
locks: dev ## Make the hashed locks again from pyproject.toml
	@$(BIN)/python -m tools.locks write

.PHONY: locks-check
locks-check: dev ## Show that the locks hold on Python 3.11, 3.12 and 3.13 and are those of pyproject.toml
	@$(BIN)/python -m tools.locks check

.PHONY: clean
clean: ## Remove what the targets made: .venv, caches, the test network
	@rm -rf $(VENV) $(RULEBOOK) .cache dist build .hypothesis .pytest_cache tests/services/bluesky/node_modules
