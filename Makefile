# The targets that people use carry a description behind `##`; `make help` prints them.
SHELL := /bin/bash
PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.installed
PACKAGES := schemas sources transforms warehouse pipeline
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: audit help setup nightly secrets test lint types imports unit test-deployment test-image bench fuzz evaluate train rules docs screenshots lock clean

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(STAMP) ## make the environment in .venv, hashes checked, bytecode compiled

$(STAMP): requirements/test.txt requirements/uv.txt pyproject.toml
	@echo "making the environment in .venv" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@uv=$$(command -v uv || true); \
	if [ -z "$$uv" ]; then $(BIN)/python -m pip install -q --require-hashes -r requirements/uv.txt && uv=$(BIN)/uv; fi; \
	"$$uv" pip install -q -p $(BIN)/python --require-hashes --compile-bytecode -r requirements/test.txt && \
	"$$uv" pip install -q -p $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

nightly: setup ## run one night over the sources (SOURCES=FOLDER for others): ingest, extract, publish
	@$(BIN)/defcoop nightly $(if $(SOURCES),--sources $(SOURCES)) $(ARGS)

secrets: ## write the secrets of docker-compose.yml to .env, once; they are made up here
	@! grep -qs DEFCOOP_JWT_SECRET .env || { echo ".env has its secrets: remove their lines to make new ones" >&2; exit 1; }
	@command -v openssl >/dev/null || { echo "openssl makes the secrets, and is not here: install it" >&2; exit 1; }
	@umask 077; for name in ADMIN_PASSWORD API_SECRET JWT_SECRET POSTGRES_PASSWORD REDIS_PASSWORD STORE_PASSWORD; do \
	echo "DEFCOOP_$$name=$$(openssl rand -hex 24)"; done >> .env; \
	echo "DEFCOOP_FERNET_KEY=$$(openssl rand -base64 32 | tr '+/' '-_')" >> .env; chmod 600 .env

test: setup lint types imports unit ## everything that must hold: lint, types, import contract, tests

lint: setup
	@$(BIN)/ruff check -q . && $(BIN)/ruff format -q --check . && echo "ruff: clean"

types: setup
	@$(BIN)/mypy --no-error-summary && echo "mypy --strict: clean"

imports: setup
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@echo "import contract: kept"

unit: setup
	@$(BIN)/python -m pytest -q -n 2 --dist worksteal $(ARGS)

test-deployment: setup .venv/store/.installed ## the services of docker-compose.yml on this machine: nights, deaths of parts
	@$(BIN)/python -B -m pytest -q tests/deployment $(ARGS)

test-image: setup ## build the image where a container engine answers, look into it, spend a night in it
	@$(BIN)/python -B -m pytest -q tests/image $(ARGS)

# an S3 server for these tests, in an environment of its own: its pins are others than ours
.venv/store/.installed: requirements/store.txt
	@test -x .venv/store/bin/python || $(PYTHON) -m venv .venv/store
	@.venv/store/bin/python -m pip install -q --require-hashes -r requirements/store.txt && touch $@

bench: setup ## measure, and print ratios and medians; DEFCOOP_BENCH_SCALE=10 for ten million commitments
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m bench.extraction
	@$(BIN)/python -m bench.warehouse
	@$(BIN)/python -m bench.site
	@$(BIN)/python -m bench.desk
	@$(BIN)/python -W ignore -m bench.fetching

fuzz: setup ## mutate good items for MINUTES (10) a reader; what breaks one is kept in data/fuzz
	@$(BIN)/python -B -W ignore -m bench.fuzzing --minutes $(or $(MINUTES),10) $(ARGS)

evaluate: setup ## measure the extraction against right answers; ARGS="--answers DIR --documents FILE" for others
	@$(BIN)/python -B -m evaluation $(ARGS)

train: .venv/train/.installed ## learn the weights of the model again from evaluation/texts, with PyTorch (half an hour on two cores)
	@PYTHONPATH=.:$$($(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))") .venv/train/bin/python -B -m evaluation.train $(ARGS)

.venv/train/.installed: requirements/train.txt | setup
	@$(PYTHON) -m venv .venv/train && .venv/train/bin/python -m pip install -q --require-hashes -r requirements/train.txt && touch $@

rules: setup ## name the rules whose example another rule finds as well
	@$(BIN)/python -B -m evaluation.dead_rules

docs: setup ## write the pages that are made from the declarations
	@$(BIN)/defcoop dictionary > docs/dictionary.md
	@$(BIN)/defcoop sources publishers > docs/publishers.md
	@export DEFCOOP_HOME=$$(mktemp -d) DEFCOOP_NOW=2026-11-01T02:00:00+00:00; trap 'rm -rf "$$DEFCOOP_HOME"' EXIT; \
	$(BIN)/defcoop nightly --direct > /dev/null && $(BIN)/defcoop questions > docs/questions.md.new && \
	mv docs/questions.md.new docs/questions.md

screenshots: setup ## make the pictures of the docs from the samples, with the Chromium that is installed
	@$(BIN)/python -B -m samples.make_pictures

audit: setup ## look up known vulnerabilities of what is pinned (needs the web; what cannot be asked fails)
	@test -x .venv/audit/bin/pip-audit || { $(PYTHON) -m venv .venv/audit && \
	.venv/audit/bin/python -m pip install -q --require-hashes -r requirements/audit.txt; }
	@.venv/audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off \
	-r requirements/runtime.txt -r requirements/server.txt

lock: setup ## pin the requirements again, with hashes
	@uv=$$(command -v uv || echo $(BIN)/uv); \
	pin="$$uv pip compile -q --generate-hashes --no-emit-index-url --no-annotate --python-version 3.11"; \
	$$pin pyproject.toml --extra learned -o requirements/runtime.txt --custom-compile-command "make lock" && \
	$$pin pyproject.toml --extra server --extra learned -o requirements/server.txt --custom-compile-command "make lock" && \
	$$pin pyproject.toml --extra server --extra learned --group test -o requirements/test.txt --custom-compile-command "make lock" && \
	echo 'moto[server]' | $$pin - -o requirements/store.txt --custom-compile-command "make lock" && \
	echo torch | $$pin - -o requirements/train.txt --custom-compile-command "make lock" && \
	echo pip-audit | $$pin - -o requirements/audit.txt --custom-compile-command "make lock" && \
	echo uv | $$pin - -o requirements/uv.txt --custom-compile-command "make lock" && \
	echo hatchling | $$pin - -o requirements/build.txt --custom-compile-command "make lock"

clean: ## remove the environment and the caches; the data stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
