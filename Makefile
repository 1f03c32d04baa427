# Two commands: `make run` and `make test`. On a fresh machine they do all the set-up.
SHELL := /bin/bash
# Four models are trained, one of them on all cores, three on one: side by side no core waits.
MAKEFLAGS += --jobs=$(shell nproc)
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/veilleur
ENGINE_LOCK := $(shell sha256sum engine/requirements.txt | cut -c1-12)
ENGINE := $(CACHE)/engine-$(ENGINE_LOCK)
UV := $(shell command -v uv || echo $(CACHE)/tools/bin/uv)
PY := .venv/bin/python
RASA := RASA_TELEMETRY_ENABLED=false PYTHONWARNINGS=ignore::DeprecationWarning SQLALCHEMY_SILENCE_UBER_WARNING=1 TF_CPP_MIN_LOG_LEVEL=3 PYTHONPATH=. .engine/bin/python -m rasa
MODEL_SOURCES := config.yml domain.yml $(wildcard bot/data/reader/*.onnx bot/data/reader/*.npz) $(shell find bot/data/nlu bot/data/rules bot/nlu common -type f \( -name '*.yml' -o -name '*.py' -o -name '*.toml' \) 2>/dev/null)
QUICK_SOURCES := $(addprefix bot/nlu/,quick.py linear.py messages.py danger_examples.py variants.py) $(addprefix common/,ngrams.py linear_text.py text.py sound.py) bot/data/short_spellings.toml
MODELS := models/veilleur.tar.gz models/language.npz models/other_languages.npz models/danger.npz

.PHONY: run test lint bench bench-paging train setup engine model evaluate check-data clean

run: setup .engine/ready $(MODELS)  ## start everything, with simulated phones unless credentials are set
	@$(PY) -m hotline.cli run

setup: .venv/ready
engine: .engine/ready
model: $(MODELS)

$(CACHE)/tools/bin/uv:
	@echo "veilleur: installing uv"
	@python3 -m venv $(CACHE)/tools && $(CACHE)/tools/bin/pip install --quiet uv

# Where uv is not on the machine it comes from PyPI; uv brings Python 3.11 where the machine has another one.
.venv/ready: requirements-dev.txt pyproject.toml | $(filter $(CACHE)/%,$(UV))
	@echo "veilleur: building the product's environment"
	@$(UV) venv --quiet --allow-existing --python 3.11 .venv
	@VIRTUAL_ENV=.venv $(UV) pip sync --require-hashes requirements-dev.txt
	@ln -sf ../../deploy/veilleur .venv/bin/veilleur
	@touch $@

# 2.5 GB, so it is built once per machine and shared by every clone with the same lock.
.engine/ready: engine/requirements.txt | $(filter $(CACHE)/%,$(UV))
	@if [ ! -f $(ENGINE)/ready ]; then \
	  echo "veilleur: building the engine's environment (2.5 GB, once per machine)"; \
	  $(UV) venv --quiet --allow-existing --python 3.11 $(ENGINE) && \
	  VIRTUAL_ENV=$(ENGINE) $(UV) pip sync --require-hashes engine/requirements.txt && touch $(ENGINE)/ready; fi
	@rm -rf .engine && ln -s $(ENGINE) .engine

models/veilleur.tar.gz: $(MODEL_SOURCES) | .engine/ready
	@echo "veilleur: training the model"
	@$(RASA) train --data bot/data --out models/new --fixed-model-name veilleur --quiet
	@mv models/new/veilleur.tar.gz $@ && rm -rf models/new && touch $@

# The hotline's own small models: a minute or two at most, by the engine's environment, read with NumPy alone.
models/language.npz models/danger.npz: $(shell find bot/data/nlu -name '*.yml')
models/danger.npz: $(wildcard bot/data/guard/examples/*.jsonl bot/data/answers/*)
models/language.npz models/other_languages.npz models/danger.npz: models/%.npz: $(QUICK_SOURCES) $(wildcard bot/data/languages/*.txt) | .engine/ready
	@echo "veilleur: training the model \"$*\""
	@mkdir -p $(@D) && PYTHONPATH=. .engine/bin/python -m bot.nlu.quick $* $@

test: setup .engine/ready $(MODELS)  ## everything: lint, types, architecture, unit, conversations, browser, faults
	@tests/prepare
	@$(MAKE) --no-print-directory lint
	@$(PY) -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder

lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

bench: setup .engine/ready $(MODELS)  ## stock Rasa and Veilleur side by side
	@$(PY) -m benchmarks.turns

bench-paging: setup .engine/ready $(MODELS)  ## how fast a page leaves, after a kill and in a storm too (half an hour)
	@$(PY) -m benchmarks.paging

evaluate: setup .engine/ready $(MODELS)  ## what is understood, by language and author; CONTENDERS=1 compares components
	@$(PY) -m benchmarks.evaluate
	@if [ -n "$(CONTENDERS)" ]; then PYTHONPATH=. .engine/bin/python benchmarks/nlu_components.py $(if $(WORD_VECTORS),--word-vectors $(WORD_VECTORS)); fi

check-data: setup  ## the training data: floors, near-duplicates, contradictions, leaks
	@$(PY) -m benchmarks.data_check

lock:  ## resolve both environments again
	@$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	@$(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.txt
	@cd engine && $(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt

clean:
	rm -rf .venv .engine models var
