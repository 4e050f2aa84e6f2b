# `make demo` or `make test` is the only command that a fresh clone needs. ARGS is passed on: make demo ARGS=--fast
.DEFAULT_GOAL := help
.PHONY: help demo practice test check bench kill fuzz devices soak reliability audit wheel sbom
bin := .venv/bin

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: ## Hear a three-minute interview with a simulated candidate; no microphone, no key, no download
	@scripts/setup.sh run
	@$(bin)/voice-coach demo --minutes 3 $(ARGS)

practice: ## Hold an interview with your own microphone
	@scripts/setup.sh run
	@$(bin)/voice-coach practice $(ARGS)

test: ## Run every test
	@scripts/setup.sh test
	@$(bin)/pytest -n 2 --dist loadgroup --no-loadscope-reorder $(ARGS)

check: ## Format, lint and types: what the tests do not see
	@scripts/setup.sh test
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy

bench: ## Measure the gap between the candidate's last word and the reply; JSON out
	@scripts/setup.sh run
	@$(bin)/python -m bench.latency $(ARGS)

kill: ## Kill a recording 100 times at random moments and count what was lost; JSON out
	@scripts/setup.sh run
	@$(bin)/python -m bench.kill $(ARGS)

fuzz: ## Try hostile input on everything that reads what others wrote, ten minutes each kind of reader; JSON out
	@scripts/setup.sh test
	@$(bin)/pip install --quiet -e '.[dev,fuzz]'
	@$(bin)/python -m bench.fuzz $(ARGS)

devices: ## Take devices away from live sessions on a virtual sound card, and stall it: seven minutes; JSON out
	@scripts/setup.sh test
	@$(bin)/pytest tests/pulse/test_devices_lost.py
	@$(bin)/python -m bench.gaps --losses 6 --alone 20
	@$(bin)/python -m bench.soak --minutes 4 --every 20

soak: ## Hold 45 real minutes that are hurt all along, and ten virtual hours; JSON out
	@scripts/setup.sh test
	@$(bin)/python -m bench.soak $(ARGS)
	@$(bin)/python -m bench.ten_hours

reliability: ## Run the tests of every fault, switch each defence off once, write docs/reliability.md
	@scripts/setup.sh test
	@$(bin)/python -m bench.reliability --tests --defences

# A registry without advisories would else pass for one that knows of none: --strict fails there.
audit: ## Ask the advisory databases about everything that is installed
	@scripts/setup.sh run
	@$(bin)/pip install --quiet -e '.[release]'
	@mkdir -p dist && $(bin)/pip freeze --exclude-editable >dist/installed.txt
	@$(bin)/pip-audit --strict --disable-pip --no-deps -r dist/installed.txt

# The time of the last commit stands in every file of the wheel, so that the same commit gives the same bytes.
wheel: ## Build the wheel twice and compare
	@scripts/setup.sh run
	@$(bin)/pip install --quiet -e '.[release]'
	@export SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct); for n in 1 2; do $(bin)/python -m build --wheel -o dist/$$n . >/dev/null; done
	@cmp dist/1/*.whl dist/2/*.whl && mv dist/1/*.whl dist/ && rm -r dist/1 dist/2 && sha256sum dist/*.whl

sbom: ## List everything that is installed, as CycloneDX JSON in dist/
	@scripts/setup.sh run
	@$(bin)/pip install --quiet -e '.[release]'
	@mkdir -p dist && $(bin)/cyclonedx-py environment $(bin)/python --of JSON -o dist/sbom.json
