-- +goose Up
-- disable the enforcement of foreign-keys constraints
PRAGMA foreign_keys = off;
-- create index "polaraccount_status_last_synced_at" to table: "polar_accounts"
CREATE INDEX `polaraccount_status_last_synced_at` ON `polar_accounts` (`status`, `last_synced_at`);
-- add column "carrier" to table: "sync_runs"
ALTER TABLE `sync_runs` ADD COLUMN `carrier` text NULL;
-- create index "syncrun_finished_at" to table: "sync_runs"
CREATE INDEX `syncrun_finished_at` ON `sync_runs` (`finished_at`);
-- add column "reach_noted_at" to table: "kind_states"
ALTER TABLE `kind_states` ADD COLUMN `reach_noted_at` datetime NULL;
-- create "new_polar_budgets" table
CREATE TABLE `new_polar_budgets` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `short_limit` integer NOT NULL DEFAULT (0), `short_used` integer NOT NULL DEFAULT (0), `short_resets_at` datetime NULL, `long_limit` integer NOT NULL DEFAULT (0), `long_used` integer NOT NULL DEFAULT (0), `long_resets_at` datetime NULL, `stopped_until` datetime NULL, `requests_sent` integer NOT NULL DEFAULT (0), `on_their_way` json NULL, `updated_at` datetime NOT NULL);
-- copy rows from old table "polar_budgets" to new temporary table "new_polar_budgets"
INSERT INTO `new_polar_budgets` (`id`, `short_limit`, `short_used`, `short_resets_at`, `long_limit`, `long_used`, `long_resets_at`, `stopped_until`, `updated_at`) SELECT `id`, `short_limit`, `short_used`, `short_resets_at`, `long_limit`, `long_used`, `long_resets_at`, `stopped_until`, `updated_at` FROM `polar_budgets`;
-- drop "polar_budgets" table after copying rows
DROP TABLE `polar_budgets`;
-- rename temporary table "new_polar_budgets" to "polar_budgets"
ALTER TABLE `new_polar_budgets` RENAME TO `polar_budgets`;
-- enable back the enforcement of foreign-keys constraints
PRAGMA foreign_keys = on;
