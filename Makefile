# gip: build, demo, test, bench. Everything a developer runs is a target here; `make help` lists them.

GO      ?= go
TAGS    := urfave_cli_no_docs
GOFLAGS_BUILD := -trimpath -tags $(TAGS)
# On amd64 the program starts at an entry of its own; see internal/early.
ENTRY_amd64 := -E gip/internal/early.entry
LDFLAGS := -s -w $(ENTRY_$(shell $(GO) env GOARCH))
PREFIX  ?= /usr/local
CACHE   ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/gip
FUZZTIME ?= 10s

.PHONY: help build install demo test vm bench bench-quick lint fuzz check clean FORCE

help:
	@echo 'make build    bin/gip, a static binary'
	@echo 'make install  puts it into $(PREFIX)/bin'
	@echo 'make demo     runs a tour in a throw-away namespace: needs no root, changes nothing'
	@echo 'make test     every test that this machine allows; as root, also those against iproute2'
	@echo 'make vm       a shell in a throw-away VM with every kernel module, where ip is gip'
	@echo 'make bench    ratios against iproute2 (root), written to docs/benchmarks.md'
	@echo 'make lint     gofmt, go vet, staticcheck, import levels'
	@echo 'make fuzz     each fuzz target for $(FUZZTIME)'
	@echo 'make clean    removes bin/'

build: bin/gip

# Written by install, not by the linker: a file written in one go is mapped in larger pieces, which
# shows in the start-up time.
bin/gip: FORCE
	@mkdir -p bin
	CGO_ENABLED=0 $(GO) build $(GOFLAGS_BUILD) -ldflags '$(LDFLAGS)' -o bin/.gip ./cmd/gip
	@install -m 755 bin/.gip bin/gip && rm -f bin/.gip

install: build
	install -D -m 755 bin/gip $(DESTDIR)$(PREFIX)/bin/gip

demo: build
	@GIP=$(CURDIR)/bin/gip sh internal/demo/demo.sh

# The reference is fetched first, so that a missing network is told once and not by every test.
test: build
	@GO='$(GO)' TAGS='$(TAGS)' GIP=$(CURDIR)/bin/gip CACHE='$(CACHE)' sh internal/testsum/all.sh

# What is done in there is lost, but for what is written below bin/vm.
vm: build
	@mkdir -p bin/vm bin/links && for n in gip ip tc bridge; do ln -sf ../gip bin/links/$$n; done
	@GIP_VM_CACHE='$(CACHE)/vm' internal/vm/run.sh -t 86400 -p bin/links -o bin/vm bash

# Proves that the benchmarks run; its numbers mean nothing.
bench-quick: build
	@CACHE='$(CACHE)' sh internal/bench/bench.sh $(CURDIR)/bin/gip bin/bench-quick.md -quick

bench: build
	@CACHE='$(CACHE)' sh internal/bench/bench.sh $(CURDIR)/bin/gip docs/benchmarks.md

lint:
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "gofmt would change: $$out"; exit 1; fi
	$(GO) vet -tags $(TAGS) ./...
	$(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 -tags $(TAGS) ./...
	$(GO) test -tags $(TAGS) -run TestImportLevels ./internal/archtest

fuzz:
	@GO='$(GO)' TAGS='$(TAGS)' sh internal/testsum/fuzz.sh $(FUZZTIME)

clean:
	rm -rf bin
