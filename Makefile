# The commands of the project. Thin: CMake, npm and the scripts in tools/ do the work. Each is safe to run again.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PREFIX ?= /usr/local
export PREFIX DESTDIR

# What a user says on make's command line goes to the command through the environment, as it is. What merely stands in
# the environment does not: EMAIL, for one, belongs to other programs.
said = $(if $(filter command,$(origin $(1))),$(value $(1)))
export KEYSEAL_DNS = $(call said,DNS)
export KEYSEAL_IP = $(call said,IP)
export KEYSEAL_EMAIL = $(call said,EMAIL)
export KEYSEAL_SUBJECT = $(call said,SUBJECT)
export KEYSEAL_KEY = $(call said,KEY)
export KEYSEAL_PASSPHRASE_FILE = $(call said,PASSPHRASE_FILE)

.PHONY: help generate package install dist release-check serve test security nightly fuzz bench format lint clean

help: ## Lists the commands.
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1 — \2/p' Makefile

package: ## Builds the wasm module and the npm package into build/package.
	@tools/build.sh

generate: package ## Makes a key and a request: make generate DNS=www.example.com [IP= EMAIL= SUBJECT= KEY= PASSPHRASE_FILE=]
	@tools/generate.sh

install: package ## Builds the native commands too, and installs all with their manual pages: make install PREFIX=DIR
	@tools/install.sh

dist: package ## Makes the release bundle in dist/, bit for bit reproducible.
	@tools/dist.sh

release-check: ## Builds the bundle twice from fresh clones, compares every byte, checks policies, contents and sizes.
	@tools/release-check.sh

serve: dist ## Serves the portal demo on localhost with the real headers: make serve [PORT=8080]
	@node tools/serve.mjs

test: ## Runs every test: native, Node, browsers, other programs.
	@tools/test.sh

security: ## Runs every test that SECURITY.md names.
	@node tools/security.mjs

nightly: ## Compares the arithmetic of the RSA search with BoringSSL's on 100,000 numbers of each size.
	@tools/nightly.sh

fuzz: export KEYSEAL_SECONDS = $(call said,SECONDS)
fuzz: ## Runs every fuzzer for that long, with clang's libFuzzer: make fuzz [SECONDS=60]
	@tools/fuzz.sh

bench: package ## Measures, peers side by side in one run: make bench [BENCH_RUNS=20 BENCH_ENGINES="Node Chromium"]
	@tools/bench.sh

format: ## Formats C++ and TypeScript.
	@tools/format.sh --write

lint: ## Checks format, the rules and types of TypeScript, and the shell scripts.
	@tools/lint.sh

clean: ## Removes what was built here; the cache outside stays.
	@rm -rf build dist
