.DEFAULT_GOAL := help
.PHONY: help generate lint test race run demo bench migration

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

generate: ## Write the generated code anew (ent, gqlgen)
	go generate ./ent ./graph

lint: ## Formatting, vet and golangci-lint (pinned in tools/go.mod)
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || (gofmt -l $$(git ls-files '*.go'); exit 1)
	go vet ./...
	go tool -modfile=tools/go.mod golangci-lint run

test: ## All tests, on SQLite and, where it is installed, PostgreSQL
	go test ./...

race: ## The same with the race detector
	go test -race ./...

run: ## The server with the settings in the environment or .env
	go run . serve

demo: ## The server with a synthetic athlete and nothing to set up
	go run . demo

bench: ## Ingest and storage figures (see bench/README.md)
	go run ./bench/ingest

migration: ## SQL for a changed ent schema: make migration NAME=add_something
	go run ./database/newmigration $(NAME)
