# make demo   set up, then rate a small messy archive (or PHOTOS=DIR) and show the best
# make test   set up, then every check and every test

PYTHON ?= python3
DEVICE ?= cpu
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint tests train trainable quality likeness throughput clean

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

# Hours on two cores; what was begun goes on where it stopped.
train: $(READY) trainable
	$(BIN)/python -m training.fit_classical
	$(BIN)/python -m training.pretrain --device $(DEVICE)
	for fold in 0 1 2 3 4 all; do $(BIN)/python -m training.finetune --fold $$fold --device $(DEVICE) || exit; done
	$(BIN)/python -m training.fit_winnow
	$(BIN)/python -m training.fit_keeper
	$(BIN)/python -m training.face_states

trainable: $(READY)
	$(BIN)/python -m pip install --quiet torch==2.13.0
	$(BIN)/python -m pip install --quiet --group train

quality: $(READY) trainable
	$(BIN)/python -m benchmarks.quality

likeness: $(READY) trainable
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
