# Everything runs from .venv, which needs only python3 (3.11 or newer), python3-venv, git and make to be built.

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

# Stamps: an installation is repeated only when one of its inputs is newer than its stamp.
CORE := .venv/.core-installed
WEB := .venv/.web-installed
TABLES := .venv/.tables-installed
PDF := .venv/.pdf-installed
DEV := .venv/.dev-installed
# The pins are complete, so nothing is resolved anew: pip would take the newest release of what one of them asks for with
# an extra, such as coverage[toml], and then refuse it for want of a hash.
PINNED := $(BIN)/python -m pip install --quiet --no-deps --require-hashes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run tables pdf test check lint cases format bench prove mutate docs screens referee lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(CORE) ## Make .venv with the sarcoguide command and what it needs to run

run: $(WEB) ## Serve the pages with the example patients on this machine (PORT=8000)
	@$(BIN)/sarcoguide serve --port $(PORT)

tables: $(TABLES) ## Install what `sarcoguide classify` needs to judge tables of patients

pdf: $(PDF) ## Install what `sarcoguide pdf` and the PDF buttons need
	@$(BIN)/python -m sarcoguide.report.pdf

test: $(DEV) ## Run the whole test suite
	@$(BIN)/pytest -n auto --dist worksteal

check: lint cases ## Lint, check the format and the types, and check the guideline

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

cases: $(DEV)
	$(BIN)/sarcoguide check

format: $(DEV) ## Put imports and layout in order
	@$(BIN)/ruff check --select I --fix .
	@$(BIN)/ruff format .

bench: $(DEV) ## Measure speed
	@$(BIN)/python bench/run.py

prove: $(DEV) ## Prove the guideline's properties over every patient
	@$(BIN)/sarcoguide prove

mutate: $(DEV) ## Break each exclusion in turn and see whether anything notices
	@$(BIN)/python -m sarcoguide.verify.mutate

screens: $(DEV) ## Take the pictures of the pages for docs/ (needs Chromium)
	@$(BIN)/python -m tests.browser.screens

# The lock file holds no addresses; npm is told so in .npmrc beside it.
REFEREE := src/sarcoguide/engines/cql/referee

referee: $(REFEREE)/node_modules/.package-lock.json ## Install what executes the exported CQL (needs Node 20 and npm)

$(REFEREE)/node_modules/.package-lock.json: $(REFEREE)/package.json $(REFEREE)/package-lock.json
	@cd $(REFEREE) && npm ci --no-audit --no-fund
	@touch $@

docs: $(DEV) ## Write the generated documentation anew
	@$(BIN)/python -m sarcoguide.report.docs
	@$(BIN)/sarcoguide reference build/reference

# One resolution for all of them: build and core are constrained by dev, so they can share an environment.
COMPILE = build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock"

lock: ## Pin the newest versions that pyproject.toml allows
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet uv
	$(COMPILE) --upgrade --extra dev --group build pyproject.toml -o build/all.txt
	$(COMPILE) --upgrade --constraint build/all.txt pyproject.toml -o requirements/core.txt
	$(COMPILE) --upgrade --constraint build/all.txt --extra web pyproject.toml -o requirements/web.txt
	$(COMPILE) --upgrade --constraint build/all.txt --extra tables pyproject.toml -o requirements/tables.txt
	$(COMPILE) --upgrade --constraint build/all.txt --extra pdf pyproject.toml -o requirements/pdf.txt
	$(COMPILE) --upgrade --constraint build/all.txt --extra dev pyproject.toml -o requirements/dev.txt
	$(COMPILE) --upgrade --constraint build/all.txt --group build -o requirements/build.txt

clean: ## Remove .venv, caches and build output
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov build dist $(REFEREE)/node_modules
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(CORE): pyproject.toml requirements/core.txt requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed")'
	@test -x $(BIN)/pip || { echo "Making .venv"; $(PYTHON) -m venv .venv; }
	@echo "Installing sarcoguide and what it needs to run"
	@$(PINNED) -r requirements/core.txt -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(WEB): $(CORE) requirements/web.txt
	@echo "Installing what the pages need"
	@$(PINNED) -r requirements/web.txt
	@touch $@

$(TABLES): $(CORE) requirements/tables.txt
	@echo "Installing what tables of patients need"
	@$(PINNED) -r requirements/tables.txt
	@touch $@

$(PDF): $(CORE) requirements/pdf.txt
	@echo "Installing what PDF files need"
	@$(PINNED) -r requirements/pdf.txt
	@touch $@

$(DEV): $(CORE) requirements/dev.txt
	@echo "Installing the development tools"
	@$(PINNED) -r requirements/dev.txt
	@touch $@
