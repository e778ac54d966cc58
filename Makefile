# Needs Python 3.11 or newer and nothing else. `make help` lists what there is.

PYTHON ?= python3
UV := .uv/bin/uv
RUN := $(UV) run --frozen
EXAMPLE := examples/consultation-ko.xlsx
PORT := 8000
DEMO := DEBUG=1 DATABASE_URL=sqlite:///demo/demo.sqlite3 FILES=demo/files $(RUN)
# Processes that run tests beside one another; the files of one process stay together.
TEST_PROCESSES ?= 2
# The share of branches and lines that tests must reach.
COVERAGE_FLOOR := 95
COVERAGE :=

# Agencies often sit behind a proxy whose certificate only the machine itself knows.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS ?= 1
endif

.DEFAULT_GOAL := help
.PHONY: help demo install example serve evaluate test test-fast check check-style check-front-end check-types check-house check-tests docs format

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gyoryu needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …")'
	$(PYTHON) -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

.venv/.complete: $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen
	@touch $@

install: $(UV) ## make .venv for an installation: docs/handbook/operator.md
	$(UV) sync --frozen --no-dev

demo: .venv/.complete ## run the website with sample programmes on http://localhost:$(PORT)
	@mkdir -p demo
	$(DEMO) gyoryu demo $(EXAMPLE) --port $(PORT)

example: .venv/.complete ## plan a consultation of 150 firms and 57 buyers from a workbook into demo/programme
	$(RUN) gyoryu plan $(EXAMPLE) --out demo/programme --time-limit 20
	@echo
	@echo "Open next:"
	@echo "  demo/programme/report.html     the timetable as a picture, and how good it is"
	@echo "  demo/programme/timetable.xlsx  the timetable for those who live in Excel"

serve: .venv/.complete ## run the website on http://localhost:8000 for development
	DEBUG=1 $(RUN) gyoryu migrate --verbosity 0
	DEBUG=1 $(RUN) gyoryu runserver

evaluate: .venv/.complete ## measure the planner against its rivals, all in one run (hours)
	$(RUN) python -m evaluation.meetplan

test: .venv/.complete ## run all tests
	$(RUN) pytest -q -rfEs -n $(TEST_PROCESSES) --dist loadfile $(COVERAGE)

test-fast: .venv/.complete ## run the tests without browsers, random search and slow modules
	$(RUN) pytest -q -n $(TEST_PROCESSES) --dist loadfile -m "not browser and not property and not slow"

check: check-style check-types check-house docs check-tests ## everything that must hold before a change is merged

check-style: .venv/.complete check-front-end
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) djlint --quiet --lint gyoryu/templates

# Their linters need Node, which nothing else needs: without it they skip themselves, and say so.
FRONT_END := tools/front-end/node_modules
STYLELINT := $(FRONT_END)/.bin/stylelint --config tools/front-end/.stylelintrc.json 'gyoryu/static/gyoryu/*.css'

$(FRONT_END)/.complete: tools/front-end/package-lock.json
	npm ci --prefix tools/front-end --no-audit --no-fund --loglevel=error
	@touch $@

check-front-end:
	@command -v npm >/dev/null || { echo "scripts and style sheets not checked: there is no npm"; exit 0; } \
		&& $(MAKE) --no-print-directory $(FRONT_END)/.complete \
		&& $(FRONT_END)/.bin/biome check --error-on-warnings && $(STYLELINT)

check-types: .venv/.complete
	$(RUN) mypy meetplan docread gyoryu

check-house: .venv/.complete
	$(RUN) lint-imports
	$(RUN) gyoryu makemigrations --check --dry-run
	$(RUN) pytest -q tests/house

check-tests:
	$(MAKE) test COVERAGE="--cov --cov-report="
	$(RUN) coverage report --fail-under=$(COVERAGE_FLOOR)

docs: .venv/.complete ## check that links, commands and tables in the documents are true
	$(RUN) pytest -q tests/house/test_documents.py tests/house/test_dependencies.py

format: .venv/.complete ## put code into the one form
	$(RUN) ruff check --fix
	$(RUN) ruff format
	@if [ -x $(FRONT_END)/.bin/biome ]; then $(FRONT_END)/.bin/biome check --write && $(STYLELINT) --fix; fi
