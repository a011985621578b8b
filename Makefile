# Each target sets up what it needs, and again only when the files that say so have changed.
# Wanted beforehand: Python 3.11 to 3.14 with venv, npm, and for `test`, `bench` and `accept` a
# Chromium or Chrome (installed here where apt-get and its rights are at hand).

PYTHON ?= python3
PORT ?= 5006
FUZZ_SECONDS ?= 600
FUZZ_SEED ?=
SITE_PORT ?= 8000

venv := .venv/bin
installed := .venv/installed
node := node_modules/installed
parties := static/vendor/LICENSES.txt
chromium := .venv/chromium
peers := .venv/peers
# A worker a processor, each test file in one, in the order of tests/conftest.py.
spread := --numprocesses auto --dist loadfile --no-loadscope-reorder
# What is to be installed is fetched side by side.
MAKEFLAGS += --jobs=2
book := .venv/book/installed
# Where a Python says that its packages are.
packages := -c "import sysconfig; print(sysconfig.get_path('purelib'))"
# What our sources import: Python's library in the page is cut to that.
imports := build/imports.txt

.DEFAULT_GOAL := help
.PHONY: help serve test test-firefox check fix fuzz bench site pyodide docs accept clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

serve: $(installed) $(parties) ## the explorer at http://127.0.0.1:5006
	$(venv)/gradwalk serve --port $(PORT)

test: check $(parties) $(chromium) $(book) ## style, types, and every test: Python, JavaScript, a real browser
	npm test --silent
	$(venv)/python -m pytest $(spread) --ignore tests/browser
	$(venv)/python -m pytest $(spread) tests/browser
	GRADWALK_WITHOUT_NUMPY=1 $(venv)/python -m pytest $(spread)

test-firefox: $(installed) $(parties) ## the static site in Firefox, as `test` does where it finds one
	$(venv)/python tests/browser/firefox.py --install
	$(venv)/python -m pytest tests/browser/test_firefox.py

check: $(installed) $(node) ## style and types
	$(venv)/ruff check .
	$(venv)/ruff format --check .
	npm run style --silent
	$(venv)/mypy

fix: $(installed) $(node) ## style mended as far as a machine can
	$(venv)/ruff check --fix .
	$(venv)/ruff format .
	npm run restyle --silent

fuzz: $(installed) ## random programs beside a live PyTorch 2.13: FUZZ_SECONDS=600 FUZZ_SEED=1
	$(venv)/python -c "import torch" || $(venv)/pip install --quiet torch==2.13.0
	$(venv)/python tests/fuzz --seconds $(FUZZ_SECONDS) $(addprefix --seed ,$(FUZZ_SEED)) \
		--write build/fuzz

bench: $(installed) $(parties) $(chromium) $(peers) ## how fast it is, beside PyTorch and its peers
	$(venv)/python tests/bench/run.py

site: $(installed) $(parties) ## the static site, in build/site, at http://127.0.0.1:8000
	$(venv)/gradwalk build --output build/site
	$(venv)/python -m http.server --bind 127.0.0.1 --directory build/site $(SITE_PORT)

pyodide: $(installed) $(parties) ## our engine for other people's Pyodide, in build/pyodide: a wheel and its lock file
	$(venv)/python vendor/client.py build/pyodide

docs: $(installed) ## docs/supported.md and the README's table of what is supported
	$(venv)/python docs/supported.py

accept: $(installed) $(parties) $(chromium) $(book) ## write the golden files and the docs' pictures anew; read the diff
	GRADWALK_ACCEPT=1 $(venv)/python -m pytest -q tests/golden tests/browser/test_picture.py tests/browser/test_questions.py tests/browser/test_training_page.py \
		tests/browser/test_course_tools.py tests/browser/test_real_pytorch.py tests/browser/test_beside.py \
		tests/browser/test_predict_then_see.py tests/browser/test_big_graphs.py tests/browser/test_goldens.py

clean: ## away with all that these targets made
	rm -rf .venv node_modules static/vendor build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(installed): pyproject.toml hatch_build.py
	$(PYTHON) -m venv .venv
	$(venv)/pip install --quiet --no-compile --upgrade "pip>=25.1"  # 25.1: the first that reads dependency groups
	$(venv)/pip install --quiet --no-compile --editable . --group test --group check --group build
	@touch $@

$(node): package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(parties): $(wildcard vendor/*.js vendor/*.py vendor/standins/*/*.py static/i18n/*.json) ui/gradwalk_ui/bytecode.py $(imports) $(node)
	npm run build --silent

$(imports): FORCE
	@mkdir -p $(@D)
	@grep -rhoE '^ *(import|from) [a-z_0-9.]+' core/gradwalk ui/gradwalk_ui --include='*.py' | sort -u > $@.new
	@cmp -s $@.new $@ || cp $@.new $@
FORCE:

$(chromium): $(installed)
	$(venv)/python tests/browser/chromium.py --install
	@touch $@

# Jupyter Book 1 needs an older Sphinx than the one of the tests: that and its like lie in a folder of
# their own, which comes first, and all else it takes from where the tests have it.
$(book): pyproject.toml | $(installed)
	$(venv)/python -m venv --without-pip .venv/book
	echo "import site; site.addsitedir('$$($(venv)/python $(packages))')" > "$$(.venv/book/bin/python $(packages))/beside.pth"
	.venv/book/bin/python -m pip install --quiet --no-compile --no-warn-conflicts "jupyter-book>=1,<2"
	@touch $@

$(peers): $(installed) tests/bench/peers/install.py
	$(venv)/python tests/bench/peers/install.py
	@touch $@
