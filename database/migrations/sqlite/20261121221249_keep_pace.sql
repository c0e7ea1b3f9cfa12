-- +goose Up
-- add column "news_hours" to table: "polar_accounts"
ALTER TABLE `polar_accounts` ADD COLUMN `news_hours` json NULL;
-- add columns to table: "sync_runs" (in place: to copy the table would take the results of its runs along)
ALTER TABLE `sync_runs` ADD COLUMN `reaching_back` bool NOT NULL DEFAULT false;
ALTER TABLE `sync_runs` ADD COLUMN `held_requests` integer NOT NULL DEFAULT 0;
-- drop index "sync_runs_one_active" from table: "sync_runs"
DROP INDEX `sync_runs_one_active`;
-- create index "sync_runs_one_of_each" to table: "sync_runs"
CREATE UNIQUE INDEX `sync_runs_one_of_each` ON `sync_runs` (`user_id`, `reaching_back`) WHERE finished_at IS NULL;
-- create "kind_states" table
CREATE TABLE `kind_states` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `answered_at` datetime NULL, `thorough_at` datetime NULL, `listing` json NULL, `reached_date` text NULL, `reach_empty_days` integer NOT NULL DEFAULT (0), `reach_done` bool NOT NULL DEFAULT (false), `user_id` integer NOT NULL, CONSTRAINT `kind_states_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "kindstate_user_id_kind" to table: "kind_states"
CREATE UNIQUE INDEX `kindstate_user_id_kind` ON `kind_states` (`user_id`, `kind`);
-- create "polar_budgets" table
CREATE TABLE `polar_budgets` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `short_limit` integer NOT NULL DEFAULT (0), `short_used` integer NOT NULL DEFAULT (0), `short_resets_at` datetime NULL, `long_limit` integer NOT NULL DEFAULT (0), `long_used` integer NOT NULL DEFAULT (0), `long_resets_at` datetime NULL, `stopped_until` datetime NULL, `updated_at` datetime NOT NULL);
-- create "polar_webhooks" table
CREATE TABLE `polar_webhooks` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `polar_id` text NOT NULL, `url` text NOT NULL, `secret` blob NOT NULL, `active` bool NOT NULL DEFAULT (false), `checked_at` datetime NULL, `last_event_at` datetime NULL, `problem` text NULL);
-- create "sync_asks" table
CREATE TABLE `sync_asks` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `subject` text NOT NULL, `noted_at` datetime NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `sync_asks_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "syncask_user_id_kind_subject" to table: "sync_asks"
CREATE UNIQUE INDEX `syncask_user_id_kind_subject` ON `sync_asks` (`user_id`, `kind`, `subject`);
-- create "webhook_events" table
CREATE TABLE `webhook_events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `polar_user_id` text NOT NULL, `event` text NOT NULL, `subject` text NOT NULL, `received_at` datetime NOT NULL);
-- create index "webhookevent_polar_user_id_event_subject" to table: "webhook_events"
CREATE UNIQUE INDEX `webhookevent_polar_user_id_event_subject` ON `webhook_events` (`polar_user_id`, `event`, `subject`);
-- create "worker_processes" table
CREATE TABLE `worker_processes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `started_at` datetime NOT NULL, `seen_at` datetime NOT NULL);
-- create index "worker_processes_name_key" to table: "worker_processes"
CREATE UNIQUE INDEX `worker_processes_name_key` ON `worker_processes` (`name`);
