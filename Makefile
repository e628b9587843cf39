# make demo   set up, then rate a small messy archive (or PHOTOS=DIR) and show the best
# make test   set up, then every check and every test

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint tests train quality likeness throughput clean

demo: $(READY)
	$(BIN)/winnow demo $(if $(PHOTOS),"$(PHOTOS)")

test: lint tests

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

tests: $(READY)
	$(BIN)/python -m pytest

train: $(READY)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m training.fit_classical

quality: $(READY)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m benchmarks.quality

likeness: $(READY)
	$(BIN)/python -m pip install --quiet --group train
	$(BIN)/python -m benchmarks.likeness

throughput: $(READY)
	$(BIN)/python -m benchmarks.throughput

# The environment is made anew when what it is made from changes.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[demo,jxl]" --group dev
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
