-- +goose Up
-- create "audit_events" table
CREATE TABLE `audit_events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `user_id` integer NULL, `action` text NOT NULL, `actor` text NOT NULL, `address` text NOT NULL, `detail` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL);
-- create index "auditevent_user_id_created_at" to table: "audit_events"
CREATE INDEX `auditevent_user_id_created_at` ON `audit_events` (`user_id`, `created_at`);
-- create index "auditevent_created_at" to table: "audit_events"
CREATE INDEX `auditevent_created_at` ON `audit_events` (`created_at`);
-- create "logins" table
CREATE TABLE `logins` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `password_hash` text NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `logins_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "logins_name_key" to table: "logins"
CREATE UNIQUE INDEX `logins_name_key` ON `logins` (`name`);
-- create index "login_user_id" to table: "logins"
CREATE UNIQUE INDEX `login_user_id` ON `logins` (`user_id`);
-- create "sessions" table
CREATE TABLE `sessions` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `user_id` integer NULL, `hash` blob NOT NULL, `credential_hash` blob NULL, `address` text NOT NULL, `agent` text NOT NULL, `created_at` datetime NOT NULL, `last_seen_at` datetime NOT NULL, `expires_at` datetime NOT NULL);
-- create index "session_hash" to table: "sessions"
CREATE UNIQUE INDEX `session_hash` ON `sessions` (`hash`);
-- create index "session_user_id" to table: "sessions"
CREATE INDEX `session_user_id` ON `sessions` (`user_id`);
-- create "sign_in_failures" table
CREATE TABLE `sign_in_failures` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `subject` text NOT NULL, `count` integer NOT NULL DEFAULT (0), `last_at` datetime NOT NULL, `locked_until` datetime NULL);
-- create index "sign_in_failures_subject_key" to table: "sign_in_failures"
CREATE UNIQUE INDEX `sign_in_failures_subject_key` ON `sign_in_failures` (`subject`);
