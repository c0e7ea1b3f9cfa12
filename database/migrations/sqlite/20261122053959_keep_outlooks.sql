-- +goose Up
-- create "outlooks" table
CREATE TABLE `outlooks` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `version` integer NOT NULL, `seq` integer NOT NULL, `body` blob NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `outlooks_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "outlook_user_id" to table: "outlooks"
CREATE UNIQUE INDEX `outlook_user_id` ON `outlooks` (`user_id`);
