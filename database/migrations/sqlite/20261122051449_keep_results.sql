-- +goose Up
-- add column "results_seq" to table: "users"; the table is not written anew, since deleting the old one takes along what refers to it
ALTER TABLE `users` ADD COLUMN `results_seq` integer NOT NULL DEFAULT 0;
-- create "day_results" table
CREATE TABLE `day_results` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `version` integer NOT NULL, `metrics` blob NOT NULL, `body` blob NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `day_results_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "dayresult_user_id_version_date" to table: "day_results"
CREATE UNIQUE INDEX `dayresult_user_id_version_date` ON `day_results` (`user_id`, `version`, `date`);
-- create "exercise_results" table
CREATE TABLE `exercise_results` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `version` integer NOT NULL, `seq` integer NOT NULL, `heart` text NOT NULL, `trimp` real NULL, `body` blob NOT NULL, `user_id` integer NOT NULL, `exercise_id` integer NOT NULL, CONSTRAINT `exercise_results_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE, CONSTRAINT `exercise_results_exercises_exercise` FOREIGN KEY (`exercise_id`) REFERENCES `exercises` (`id`) ON DELETE CASCADE);
-- create index "exerciseresult_exercise_id_version" to table: "exercise_results"
CREATE UNIQUE INDEX `exerciseresult_exercise_id_version` ON `exercise_results` (`exercise_id`, `version`);
-- create index "exerciseresult_user_id_version" to table: "exercise_results"
CREATE INDEX `exerciseresult_user_id_version` ON `exercise_results` (`user_id`, `version`);
-- create "journal_entries" table
CREATE TABLE `journal_entries` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `kind` text NOT NULL, `amount` real NULL, `note` text NULL, `created_at` datetime NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `journal_entries_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "journalentry_user_id_date" to table: "journal_entries"
CREATE INDEX `journalentry_user_id_date` ON `journal_entries` (`user_id`, `date`);
-- create "result_states" table
CREATE TABLE `result_states` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `version` integer NOT NULL DEFAULT (0), `changed_from` text NULL, `mark` integer NOT NULL DEFAULT (0), `inputs` blob NULL, `computed_at` datetime NULL, `user_id` integer NOT NULL, CONSTRAINT `result_states_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "resultstate_user_id" to table: "result_states"
CREATE UNIQUE INDEX `resultstate_user_id` ON `result_states` (`user_id`);
-- create index "resultstate_version" to table: "result_states"
CREATE INDEX `resultstate_version` ON `result_states` (`version`);
-- create index "resultstate_changed_from" to table: "result_states"
CREATE INDEX `resultstate_changed_from` ON `result_states` (`changed_from`);
