# SPDX-License-Identifier: Apache-2.0
# Needs GNU make and a POSIX shell: Debian and macOS have both; on Windows run it from Git Bash.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check format docs lock screenshots bench torture clean interop translations

# The first of these that is Python 3.11 or newer makes .venv; `make setup PYTHON=…` overrides.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python py

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PY := $(BIN)/python
STAMP := .venv/.installed
INTEROP := tests/interop/node_modules/.package-lock.json
# Two workers are worth it everywhere; more only pay on machines with more cores.
WORKERS ?= 2

help: ## show what can be made
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv and install what is locked in locks/develop.txt (again only when it changes)

$(STAMP): locks/develop.txt pyproject.toml
	@if ! $(PY) -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
		found=""; \
		for candidate in $(PYTHON); do \
			if $$candidate -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
			then found=$$candidate; break; fi; \
		done; \
		if [ -z "$$found" ]; then \
			echo "Alongside needs Python 3.11 or newer, and none was found (looked for: $(PYTHON))." >&2; \
			echo "Install it (on Debian: apt install python3 python3-venv), or name one: make setup PYTHON=/path/to/python3" >&2; \
			exit 1; \
		fi; \
		echo "Making .venv with $$($$found --version)"; \
		$$found -m venv --clear .venv || { rm -rf .venv; \
			echo "The virtual environment could not be made. On Debian: apt install python3-venv" >&2; exit 1; }; \
	fi
	@echo "Installing what is locked in locks/develop.txt (the first time takes a minute or two)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r locks/develop.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## open the program; without a screen: do the main job in a fresh folder and say what happened
	@if $(PY) -c 'from desktop.preflight import has_display; raise SystemExit(not has_display())'; then \
		$(PY) -m desktop; \
	else \
		folder="$$(mktemp -d)/practice"; \
		echo "There is no screen here, so no window is opened. The main job runs in $$folder instead:"; \
		$(PY) -m desktop practice --headless "$$folder"; \
	fi

interop: # the other age implementation, which some tests compare ours with
	@if command -v npm >/dev/null 2>&1; then \
		$(MAKE) --silent $(INTEROP); \
	elif [ "$$CI" = true ]; then \
		echo "Node is missing, and CI must not leave tests out." >&2; exit 1; \
	else \
		echo "Node is not installed: the tests that compare our bundles with another age program are left out."; \
	fi

$(INTEROP): tests/interop/package-lock.json
	@npm ci --prefix tests/interop --silent --no-audit --no-fund
	@touch $@

test: setup interop ## run all tests; ARGS="tests/sync -k receipt" runs some of them
	@$(PY) -m pytest -n $(WORKERS) $(ARGS)

check: setup interop ## everything that must hold before a change goes in: format, lint, types, layers, tests, coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PY) -m coverage erase
	$(PY) -m coverage run -m pytest -n $(WORKERS)
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage json --quiet -o build/coverage.json
	$(PY) tests/coverage_floors.py build/coverage.json

format: setup ## put the source into the agreed form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

translations: setup ## gather every text for translators and compile what they did; NEW=pl begins a language
	@$(PY) tests/translatable.py $(NEW)

docs: setup ## write docs/errors.md and the colours of docs/design.md anew from the source
	@$(PY) tests/errors_page.py docs/errors.md
	@$(PY) tests/colours_table.py docs/design.md

lock: $(STAMP) ## choose dependency versions anew; writes locks/develop.txt with hashes and no index address
	@$(PY) -m venv build/lock
	@build/lock/$(notdir $(BIN))/python -m pip install --quiet --disable-pip-version-check uv
	@build/lock/$(notdir $(BIN))/uv pip compile pyproject.toml --quiet --group dev --universal --upgrade \
		--python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
		--output-file locks/develop.txt

screenshots: setup ## write pictures of every page and state to build/screenshots
	@QT_QPA_PLATFORM=offscreen $(PY) -m desktop.ui.screenshots --out build/screenshots

bench: setup ## measure the program beside the least code that could do the same; ARGS="P1 P6" or ARGS="--scale long"
	@$(PY) -m bench $(ARGS)

torture: setup ## kill the program and cut its power, thousands of times (half an hour); ARGS="--operations save"
	@$(PY) -m tests.functional.torture --workers $(WORKERS) --json build/torture.json $(ARGS)

guide-pictures: screenshots ## renew the pictures in docs/guide from those of make screenshots
	@QT_QPA_PLATFORM=offscreen $(PY) tests/guide_pictures.py build/screenshots docs/guide/pictures

clean: ## remove everything that make has made, .venv included
	@rm -rf .venv build dist htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache \
		.hypothesis .import_linter_cache tests/interop/node_modules bench/peers/pouch/node_modules
	@find bench desktop tests -name __pycache__ -type d -prune -exec rm -rf {} +
