-- +goose Up
-- modify "kind_states" table
ALTER TABLE "kind_states" ADD COLUMN "reach_noted_at" timestamptz NULL;
-- create index "polaraccount_status_last_synced_at" to table: "polar_accounts"
CREATE INDEX "polaraccount_status_last_synced_at" ON "polar_accounts" ("status", "last_synced_at");
-- modify "polar_budgets" table
ALTER TABLE "polar_budgets" ADD COLUMN "requests_sent" bigint NOT NULL DEFAULT 0, ADD COLUMN "on_their_way" jsonb NULL;
-- modify "sync_runs" table
ALTER TABLE "sync_runs" ADD COLUMN "carrier" character varying NULL;
-- create index "syncrun_finished_at" to table: "sync_runs"
CREATE INDEX "syncrun_finished_at" ON "sync_runs" ("finished_at");
