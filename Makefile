# The commands of the project. Thin: CMake, npm and the scripts in tools/ do the work. Each is safe to run again.

override SHELL := /bin/bash
.DEFAULT_GOAL := help
PREFIX ?= /usr/local
export PREFIX DESTDIR

# What a user says on make's command line is data, and make is a language: in a recipe's environment it would expand
# $(shell …) in a value. So every option is set anew, as the literal text that was said, nothing is handed on in
# MAKEFLAGS, and any other variable with a dollar sign in it is refused. (NAME:=…, NAME!=… and MAKEFILES=… are make's own
# business, before it reads this file.) What merely stands in the environment is no option: EMAIL, for one, belongs to
# other programs.
override each :=
override renamed := DNS IP EMAIL SUBJECT KEY PASSPHRASE_FILE SECONDS
override named := PREFIX DESTDIR PORT BENCH_RUNS BENCH_ENGINES BENCH_RSA_RUNS BENCH_RSA_ENGINES BENCH_RSA_SIZES \
  KEYSEAL_CACHE KEYSEAL_DIST_DIR KEYSEAL_EMCC KEYSEAL_PACKAGE_DIR KEYSEAL_TOOLCHAIN KEYSEAL_WASM_DIR
override said = $(filter command,$(firstword $(origin $(1))))
$(foreach each,$(filter-out $(renamed) $(named),$(.VARIABLES)),$(if $(call said,$(each)),\
  $(if $(findstring $$,$(each)$(value $(each))),\
    $(error a variable that is no option cannot hold a dollar sign; options: $(renamed) $(named)))))
$(foreach each,$(renamed),$(eval override export KEYSEAL_$(each) := $(if $(call said,$(each)),$$(value $(each)))))
$(foreach each,$(renamed) $(named),$(if $(call said,$(each)),$(eval override $(each) := $$(value $(each)))))
$(foreach each,$(named),$(if $(filter override,$(origin $(each))),$(eval export $(each))))
override MAKEOVERRIDES :=

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

nightly: ## Runs what takes too long for make test: BoringSSL's own tests, Wycheproof, 10,000 requests, 100,000 numbers.
	@tools/nightly.sh

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
