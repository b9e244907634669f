# The commands of the project. Thin: CMake, npm and the scripts in tools/ do the work. Each is safe to run again.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PREFIX ?= /usr/local
SECONDS ?= 60
# What the user says goes to the scripts as it is, through the environment.
export DNS IP EMAIL SUBJECT KEY PASSPHRASE_FILE PREFIX DESTDIR SECONDS

.PHONY: help generate package install test bench format lint clean

help: ## Lists the commands.
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1 — \2/p' Makefile

package: ## Builds the wasm module and the npm package into build/package.
	@tools/build.sh

generate: package ## Makes a key and a request: make generate DNS=www.example.com [IP= EMAIL= SUBJECT= KEY= PASSPHRASE_FILE=]
	@tools/generate.sh

install: package ## Installs the command and its manual page: make install PREFIX=DIR
	@tools/install.sh

test: ## Runs every test: native, Node, browsers, other programs.
	@tools/test.sh

bench: package ## Measures, peers side by side in one run: make bench [BENCH_RUNS=20 BENCH_ENGINES="Node Chromium"]
	@tools/bench.sh

format: ## Formats C++ and TypeScript.
	@tools/format.sh --write

lint: ## Checks format and lint rules of C++ and TypeScript.
	@tools/lint.sh

clean: ## Removes what was built here; the cache outside stays.
	@rm -rf build
