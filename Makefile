# Everything from a fresh clone: only python3 (3.11 to 3.13) and make are assumed.
#   make setup      .venv with the packages that constraints.txt pins; run again only when that file or pyproject.toml changes
#   make forecast   the main job at its default size
#   make test       lint, types, layers, tests
#   make quick      the same within a minute, with only the tests nearest to what has changed
#   make bench      the reference measurements
#   make fuzz       other people's files gone wrong, as many as ten minutes allow
#   make combinations  every combination of policies and markets at a tiny size, its books audited; goes on if killed
#   make loads      how far it goes: the largest studies, into docs/scale.md
#   make calibrate  what public figures leave open of the assumptions, for --posterior public
#   make docs       the references that are generated from the code

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
CLUSTER := $(VENV)/.cluster
BASIS := tests/project tests/guarantees tests/config tests/cli tests/model/ecosystem tests/model/rules
AXE_VERSION := 4.14.1
AXE := $(VENV)/axe/.$(AXE_VERSION)

.PHONY: setup forecast test quick basis lint types layers nearest bench fuzz combinations loads calibrate docs clean

setup: $(STAMP)

# PYTHON=... picks an interpreter; else the first of these that is new enough. An environment that is already there is kept.
$(STAMP): pyproject.toml constraints.txt
	@set -e; \
	if [ ! -x $(BIN)/python ]; then \
	  for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    if command -v $$python >/dev/null 2>&1 && \
	       $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	      chosen=$$python; break; \
	    fi; \
	  done; \
	  if [ -z "$$chosen" ]; then echo "make: Python 3.11, 3.12 or 3.13 is needed (PYTHON=... picks one)" >&2; exit 2; fi; \
	  $$chosen -m venv $(VENV); \
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,studies,search,decks]'
	@touch $@

# What only studies on several machines need. Where it cannot be had, their tests are skipped, and say so.
$(CLUSTER): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[ray,launchers]' || \
	  echo "make: Ray or Hydra's launchers could not be installed; their tests will be skipped" >&2
	@touch $@

# What finds barriers in pages, for the tests in a browser (which is Debian's Chromium). Nothing else needs npm.
$(AXE): $(STAMP)
	@mkdir -p $(VENV)/axe
	@npm install --prefix $(VENV)/axe --no-save --no-package-lock --no-audit --no-fund --ignore-scripts --silent \
	  axe-core@$(AXE_VERSION) || echo "make: axe could not be installed with npm; its tests will be skipped" >&2
	@touch $@

forecast: setup
	$(BIN)/sim compare quality_bonus earlier_traffic_cut warn_first

# A file's tests stay together, so that what they share (markets, studies, a browser) is made once.
test: setup $(CLUSTER) $(AXE) lint types layers
	$(BIN)/python -m sim.runs.compiling
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports --no-logo

nearest: setup
	@$(BIN)/python -m tests.nearest

quick: setup
	@$(MAKE) --no-print-directory -k -j 2 -O lint layers types nearest

# What every Python has to pass; .ci/run asks for it where there is more than one.
basis: setup
	$(BIN)/python -m sim.runs.compiling
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow" $(BASIS)

bench: setup
	$(BIN)/python benchmarks/run.py

# The record of 100,000 inputs: python -m tests.fuzz.running --seed 1 --record benchmarks/fuzz.json
fuzz: setup
	$(BIN)/python -m tests.fuzz.running --seconds 600

combinations: setup
	nice -n 10 $(BIN)/python benchmarks/combinations.py

loads: setup
	nice -n 10 $(BIN)/python benchmarks/loads.py

# Public figures to draws of the assumptions: what --posterior public lives.
calibrate: setup
	nice -n 10 $(BIN)/python benchmarks/public_fit.py

docs: setup
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
