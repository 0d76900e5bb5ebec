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

test-postgresql: dev messages system  ## All tests of the rooms on PostgreSQL; `make test` leaves out the longest
	scripts/test_on_postgres.sh all

journeys: dev messages system  ## Every journey in every look: both languages, phone and desktop, light and dark
	RONGHE_LOOKS=all $(BIN)/python -m pytest -q -n auto --dist load tests/journeys

soak: dev messages  ## Walk docking cases at random for 100,500 steps (STEPS=…), looking after each at what must hold
	RONGHE_SOAK_STEPS=$(or $(STEPS),100500) $(BIN)/python -m pytest -q -s tests/docking/test_case_walk.py -k nothing_that

half-states: dev messages  ## Fail every write of every action in turn: everything is as before, always
	RONGHE_HALF_STATES=all $(BIN)/python -m pytest -q -s tests/half_states -k leaves_a_half

soak-once: dev messages  ## Kill web workers mid-request, KILLS=1000 times, and send each form again with its key
	$(BIN)/python -m tests.killing.web --kills $(or $(KILLS),1000)

soak-database: dev messages  ## Kill PostgreSQL under load, KILLS=500 times, and look for every acknowledged write
	$(BIN)/python -m tests.killing.database --kills $(or $(KILLS),500)

soak-races: dev messages  ## 200 claims for the last place, ROUNDS=1000 times, on SQLite and on PostgreSQL
	scripts/soak_races.sh $(or $(ROUNDS),1000)

permissions: dev messages  ## Ask every cell of the permission table: every route, method, role and row
	$(BIN)/python -m tests.permissions $(AREAS)

mutations: dev messages  ## Remove each authorisation check in turn; the permission table or a test must see it
	$(BIN)/python -m tests.permissions.mutations $(PARTS)

soak-kills: dev messages system  ## Kill workers and imports at random 500 times (KILLS=…), comparing each result, on both databases
	$(BIN)/python -m tests.soak_kills $(or $(KILLS),500)
soak-imports: dev messages  ## Bring 10,000 hostile and clumsy files (FILES=…), looking at what is said of each
	RONGHE_SOAK_FILES=$(or $(FILES),10000) $(BIN)/python -m pytest -q -s tests/intake/test_hostile.py -k read_or_told

soak-script: dev messages system  ## Open pages full of hostile words in Chromium, up to 40 of each route (PAGES=…)
	RONGHE_SOAK_PAGES=$(or $(PAGES),40) RONGHE_SOAK_SECONDS=$(or $(SECONDS),3600) $(BIN)/python -m pytest -q -s tests/journeys/test_hostile.py -k runs_none

exports-drill: dev messages  ## Take out every kind of file with formulas in it, and replay the links
	RONGHE_SOAK_PAGES=2 $(BIN)/python -m pytest -q -s tests/journeys/test_hostile.py -k "formula or link"

check: dev  ## Style, types, floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'src/**/*.html')
	$(BIN)/mypy
	$(BIN)/lint-imports
	RONGHE_SECRET_KEY=check $(BIN)/python manage.py check
	RONGHE_SECRET_KEY=check $(BIN)/python manage.py makemigrations --check --dry-run

tampering: dev  ## Tamper with audit chains 10,000 times (N=…) and count what the verification catches
	RONGHE_TAMPERINGS=$(or $(N),10000) $(BIN)/python -m pytest -q -s tests/ledger/test_tampering.py -k every

seatings: dev  ## Seat 20,000 small communities (COUNT=…), and compare each with what the definition says
	$(BIN)/python -m tests.engine.seatings --count $(or $(COUNT),20000)

tampering-seats: dev system  ## Tamper with 10,000 allocations and their inputs (N=…); count what both proofs catch
	$(BIN)/python -m tests.engine.tampering --browser --count $(or $(N),10000)

backup-drill: dev  ## Back up a site of 1 GB (SIZE=…), lose rows, restore it, compare; DATABASE_URL: on that database
	SIZE=$(or $(SIZE),1GB) $(BIN)/python scripts/backup_drill.py

bench: dev messages  ## Quality of docking on our own pairs, and speed beside a plain peer, in one run
	$(BIN)/python bench/docking.py

bench-quality: dev  ## Ranking on judged sets of others in SETS=FOLDER, with confidence intervals
	$(BIN)/python bench/quality.py $(SETS)

bench-reading: dev  ## Characters a second of finding 14,000 skills (98,000 forms) in ads, beside a peer
	$(BIN)/python bench/reading.py

bench-rounds: dev messages  ## A round of 1,000 × 1,000 postings (SIZE=…), and the same again with 1 and 4 threads
	$(BIN)/python bench/rounds.py --size $(or $(SIZE),1000)

bench-seating: dev  ## Seats beside plain C++ and peers, in one run (SIZE=…): speed, memory, the same answers
	$(BIN)/python bench/seating.py --size $(or $(SIZE),1000000)

docs: dev messages  ## Pages of docs/reference that are made from the code
	$(BIN)/python scripts/make_docs.py

lock:      ## Lock every dependency with its hashes (needs uv)
	uv pip compile pyproject.toml --extra postgres --extra fast --group build --generate-hashes --no-emit-index-url --no-header -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra postgres --extra fast --group build --group dev --generate-hashes --no-emit-index-url --no-header -q -o requirements/dev.txt

.PHONY: help setup dev messages demo system test test-postgresql journeys soak soak-kills soak-imports soak-script exports-drill half-states soak-once soak-database soak-races permissions mutations tampering seatings tampering-seats backup-drill check bench bench-quality bench-reading bench-rounds bench-seating docs lock
