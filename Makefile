# `make demo` or `make test` is the only command that a fresh clone needs. ARGS is passed on: make demo ARGS=--fast
.DEFAULT_GOAL := help
.PHONY: help demo practice test check bench kill
bin := .venv/bin

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

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
