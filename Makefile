.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
export RONGHE_VAR ?= $(CURDIR)/var
LOCALES := $(wildcard src/ronghe/*/locale)

help:      ## What can be done here
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## +/\t/' | expand -t 14

setup: .venv/.done  ## A virtual environment with what running needs, hash-checked
.venv/.done: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

dev: .venv/.done-dev  ## … and what testing needs
.venv/.done-dev: .venv/.done requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

messages: setup  ## Compile the Chinese sentences
	@for locale in $(LOCALES); do $(BIN)/pybabel --quiet compile -d $$locale -D django; done

demo: setup messages  ## Set up, load the demonstration community, run a round, serve it
	$(BIN)/ronghe demo $(if $(PORT),--port $(PORT))

system:    ## Install Debian's Chromium, PostgreSQL and Chinese fonts where they are missing
	@scripts/install_system.sh

test: dev messages system check  ## Every check and every test, on SQLite; then the rooms on PostgreSQL
	$(BIN)/python -m pytest -n auto --dist loadfile
	scripts/test_on_postgres.sh

soak: dev messages  ## Walk docking cases at random for 100,500 steps (STEPS=…), looking after each at what must hold
	RONGHE_SOAK_STEPS=$(or $(STEPS),100500) $(BIN)/python -m pytest -q -s tests/docking/test_case_walk.py -k nothing_that

soak-imports: dev messages  ## Bring 10,000 hostile and clumsy files (FILES=…), looking at what is said of each
	RONGHE_SOAK_FILES=$(or $(FILES),10000) $(BIN)/python -m pytest -q -s tests/intake/test_hostile.py -k read_or_told

soak-script: dev messages system  ## Open pages full of hostile words in Chromium, up to 40 of each route (PAGES=…)
	RONGHE_SOAK_PAGES=$(or $(PAGES),40) RONGHE_SOAK_SECONDS=$(or $(SECONDS),3600) $(BIN)/python -m pytest -q -s tests/journeys/test_hostile.py -k runs_none

exports-drill: dev messages  ## Take out every kind of file with formulas in it, and replay the links
	$(BIN)/python -m pytest -q -s tests/journeys/test_hostile.py -k "formula or link"

check: dev  ## Style, types, floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/**/*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	RONGHE_SECRET_KEY=check $(BIN)/python manage.py check
	RONGHE_SECRET_KEY=check $(BIN)/python manage.py makemigrations --check --dry-run

bench: dev messages  ## Quality of docking on our own pairs, and speed beside a plain peer, in one run
	$(BIN)/python bench/docking.py

docs: dev messages  ## Pages of docs/reference that are made from the code
	$(BIN)/python scripts/make_docs.py

lock:      ## Lock every dependency with its hashes (needs uv)
	uv pip compile pyproject.toml --extra postgres --group build --generate-hashes --no-emit-index-url --no-header -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra postgres --group build --group dev --generate-hashes --no-emit-index-url --no-header -q -o requirements/dev.txt

.PHONY: help setup dev messages demo system test soak soak-imports soak-script exports-drill check bench docs lock
