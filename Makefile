# make demo   set up, then rate a small messy archive (or PHOTOS=DIR) and show the best
# make test   set up, then every check and every test

PYTHON ?= python3
DEVICE ?= cpu
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NPM := $(shell command -v npm)
PAGE := src/winnow/web/app/index.html
MODULES := frontend/node_modules/.ready

.PHONY: demo app test lint tests types review train trainable quality likeness throughput grouping clean

demo: $(READY) app
	$(BIN)/winnow demo $(if $(PHOTOS),"$(PHOTOS)")

test: lint tests

# The review page, built anew when its sources change. All but the page works without Node.
ifdef NPM
app: $(PAGE)
else
app:
	@echo "The page of winnow review is not built: that needs Node 20 or newer with npm." >&2
endif

$(PAGE): $(MODULES) $(shell find frontend -type f -not -path '*/node_modules/*')
	cd frontend && npm run build

# Not npm ci: it wants the tools of every other system in the lock too.
$(MODULES): frontend/package.json frontend/package-lock.json
	cd frontend && npm install --no-save --no-audit --no-fund
	touch $@

# What the page knows of the server's operations; after a change of schemas or routes.
types: $(READY) $(MODULES)
	$(BIN)/python -m winnow.web.openapi > frontend/openapi.json
	cd frontend && npm run types

lint: $(READY) $(if $(NPM),$(MODULES))
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(if $(NPM),cd frontend && npm run lint && npm run typecheck)

tests: $(READY) app
	$(if $(NPM),cd frontend && npm test)
	$(BIN)/python -m pytest --numprocesses logical --dist loadfile

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

review: $(READY) app
	$(BIN)/python -m benchmarks.review

# imagededup without PyTorch, torchvision and matplotlib, which its pHash does not need.
grouping: $(READY)
	$(BIN)/python -m pip install --quiet --group rival
	$(BIN)/python -m pip install --quiet --no-deps imagededup==0.3.3.post2
	$(BIN)/python -m benchmarks.grouping
	$(BIN)/python -m benchmarks.grouping_quality

# The environment is made anew when what it is made from changes.
$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[demo,jxl]" --group dev
	touch $@

clean:
	rm -rf $(VENV) frontend/node_modules src/winnow/web/app build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
