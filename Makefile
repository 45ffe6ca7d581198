# Everything here needs python3 (3.11 or newer), make and git, and nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
LOCK   := requirements-dev.txt
ARGS   ?=
EVAL_DIR ?=
MODEL ?=
JUDGE ?=

.DEFAULT_GOAL := help
.PHONY: help install chat test bench load eval fit vectors lint format lock wheel clean

help: ## say what there is
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1	\2/'

$(VENV)/.locked: $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "coachbot needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	  { echo "$(PYTHON) cannot make a virtual environment; on Debian the package python3-venv lets it."; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(LOCK)
	@touch $@

$(STAMP): $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install: $(STAMP) ## make .venv with the locked dependencies and the program

chat: $(STAMP) ## start a conversation in the terminal
	@$(BIN)/coachbot chat $(ARGS)

test: $(STAMP) ## run every test; STRICT=1 makes a skipped one a failure
	@STRICT=$(STRICT) $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

bench: $(STAMP) ## measure the Telegram path against an echo bot
	@$(BIN)/python -m tests.bench $(ARGS)

load: $(STAMP) ## several programs under load and under every trouble we can make
	@$(BIN)/python -m tests.load $(ARGS)

eval: $(STAMP) ## score what it reads and says; EVAL_DIR=... adds texts of your own, MODEL=... a model
	@EVAL_DIR=$(EVAL_DIR) MODEL=$(MODEL) JUDGE=$(JUDGE) $(BIN)/python -m tests.eval $(ARGS)

vectors: $(STAMP) ## make the vectors of our own gems anew, after a gem was changed
	@$(BIN)/python -m tests.vectors.make

fit: $(STAMP) ## fit danger's nearness and a model's tact to their examples anew
	@$(BIN)/python -m tests.eval.fit_danger
	@$(BIN)/python -m tests.eval.fit_tact
	@$(BIN)/python -m tests.eval.fit_points

lint: $(STAMP) ## formatting, style, types and layers
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(STAMP) ## put the code in order
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: ## choose dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate pyproject.toml --extra console --extra scale -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --constraint requirements.txt pyproject.toml --extra console --extra scale --group dev -o $(LOCK)

wheel: $(STAMP) ## build dist/*.whl
	@$(BIN)/python -m build --quiet --no-isolation --wheel

clean: ## remove what was built
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
