# Needs Python >= 3.11, make and git. Everything else lands in .venv and node_modules, both ignored by git.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench format lock clean

PORT ?= 8000
DATA ?= ./data
DEMO ?= 1
NEW_ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
PO := $(wildcard services/chassis/locale/*/LC_MESSAGES/helder.po)
MO := $(PO:.po=.mo)

help:
	@echo "make setup    .venv with everything for running, testing and checking"
	@echo "make run      Helder on http://127.0.0.1:$(PORT), data in $(DATA)   (PORT=, DATA=, DEMO=0)"
	@echo "make test     every test that this machine can run"
	@echo "make check    formatting, lint, types, import rules and the fast tests"
	@echo "make bench    the measurements in bench/"
	@echo "make format   put the code in its form"

setup: .venv/dev.stamp $(MO)

$(BIN)/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Helder needs Python >= 3.11 with venv (Debian, Ubuntu: apt-get install python3-venv)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/run.stamp: $(BIN)/uv requirements/run.txt pyproject.toml
	$(UV) --require-hashes -r requirements/run.txt
	$(UV) --no-deps --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	$(UV) --require-hashes -r requirements/dev.txt
	@touch $@
