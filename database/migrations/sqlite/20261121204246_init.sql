-- +goose Up
-- create "alertness_periods" table
CREATE TABLE `alertness_periods` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `record_key` text NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `start_time` datetime NOT NULL, `end_time` datetime NOT NULL, `result_type` text NULL, `grade` real NULL, `grade_type` text NULL, `grade_classification` text NULL, `grade_validity_seconds` integer NULL, `sleep_start_time` datetime NULL, `sleep_end_time` datetime NULL, `sleep_type` text NULL, `validity` text NULL, `sleep_inertia` text NULL, `hourly` json NULL, `user_id` integer NOT NULL, CONSTRAINT `alertness_periods_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "alertnessperiod_user_id_record_key" to table: "alertness_periods"
CREATE UNIQUE INDEX `alertnessperiod_user_id_record_key` ON `alertness_periods` (`user_id`, `record_key`);
-- create index "alertnessperiod_user_id_date" to table: "alertness_periods"
CREATE INDEX `alertnessperiod_user_id_date` ON `alertness_periods` (`user_id`, `date`);
-- create index "alertnessperiod_user_id_start_time" to table: "alertness_periods"
CREATE INDEX `alertnessperiod_user_id_start_time` ON `alertness_periods` (`user_id`, `start_time`);
-- create "api_tokens" table
CREATE TABLE `api_tokens` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `user_id` integer NULL, `name` text NOT NULL, `prefix` text NOT NULL, `hash` blob NOT NULL, `scopes` json NOT NULL, `created_at` datetime NOT NULL, `expires_at` datetime NULL, `last_used_at` datetime NULL, `revoked_at` datetime NULL);
-- create index "apitoken_hash" to table: "api_tokens"
CREATE UNIQUE INDEX `apitoken_hash` ON `api_tokens` (`hash`);
-- create index "apitoken_user_id" to table: "api_tokens"
CREATE INDEX `apitoken_user_id` ON `api_tokens` (`user_id`);
-- create "audit_events" table
CREATE TABLE `audit_events` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `user_id` integer NULL, `action` text NOT NULL, `actor` text NOT NULL, `address` text NOT NULL, `detail` text NOT NULL DEFAULT (''), `created_at` datetime NOT NULL);
-- create index "auditevent_user_id_created_at" to table: "audit_events"
CREATE INDEX `auditevent_user_id_created_at` ON `audit_events` (`user_id`, `created_at`);
-- create index "auditevent_created_at" to table: "audit_events"
CREATE INDEX `auditevent_created_at` ON `audit_events` (`created_at`);
-- create "body_temperatures" table
CREATE TABLE `body_temperatures` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `record_key` text NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `start_time` datetime NOT NULL, `end_time` datetime NOT NULL, `measurement_type` text NULL, `sensor_location` text NULL, `device_id` text NULL, `min_celsius` real NULL, `avg_celsius` real NULL, `max_celsius` real NULL, `user_id` integer NOT NULL, CONSTRAINT `body_temperatures_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "bodytemperature_user_id_record_key" to table: "body_temperatures"
CREATE UNIQUE INDEX `bodytemperature_user_id_record_key` ON `body_temperatures` (`user_id`, `record_key`);
-- create index "bodytemperature_user_id_date" to table: "body_temperatures"
CREATE INDEX `bodytemperature_user_id_date` ON `body_temperatures` (`user_id`, `date`);
-- create index "bodytemperature_user_id_start_time" to table: "body_temperatures"
CREATE INDEX `bodytemperature_user_id_start_time` ON `body_temperatures` (`user_id`, `start_time`);
-- create "cardio_loads" table
CREATE TABLE `cardio_loads` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `load` real NULL, `strain` real NULL, `tolerance` real NULL, `ratio` real NULL, `status` text NULL, `level_very_low` real NULL, `level_low` real NULL, `level_medium` real NULL, `level_high` real NULL, `level_very_high` real NULL, `user_id` integer NOT NULL, CONSTRAINT `cardio_loads_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "cardioload_user_id_date" to table: "cardio_loads"
CREATE UNIQUE INDEX `cardioload_user_id_date` ON `cardio_loads` (`user_id`, `date`);
-- create "circadian_bedtimes" table
CREATE TABLE `circadian_bedtimes` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `record_key` text NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `start_time` datetime NOT NULL, `end_time` datetime NOT NULL, `preferred_sleep_start` datetime NULL, `preferred_sleep_end` datetime NULL, `sleep_gate_start` datetime NULL, `sleep_gate_end` datetime NULL, `result_type` text NULL, `quality` text NULL, `validity` text NULL, `user_id` integer NOT NULL, CONSTRAINT `circadian_bedtimes_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "circadianbedtime_user_id_record_key" to table: "circadian_bedtimes"
CREATE UNIQUE INDEX `circadianbedtime_user_id_record_key` ON `circadian_bedtimes` (`user_id`, `record_key`);
-- create index "circadianbedtime_user_id_date" to table: "circadian_bedtimes"
CREATE INDEX `circadianbedtime_user_id_date` ON `circadian_bedtimes` (`user_id`, `date`);
-- create index "circadianbedtime_user_id_start_time" to table: "circadian_bedtimes"
CREATE INDEX `circadianbedtime_user_id_start_time` ON `circadian_bedtimes` (`user_id`, `start_time`);
-- create "connect_states" table
CREATE TABLE `connect_states` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `ticket_hash` blob NOT NULL, `state_hash` blob NULL, `browser_hash` blob NULL, `return_url` text NOT NULL, `expires_at` datetime NOT NULL, `used_at` datetime NULL, `user_id` integer NOT NULL, CONSTRAINT `connect_states_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "connectstate_ticket_hash" to table: "connect_states"
CREATE UNIQUE INDEX `connectstate_ticket_hash` ON `connect_states` (`ticket_hash`);
-- create index "connectstate_state_hash" to table: "connect_states"
CREATE UNIQUE INDEX `connectstate_state_hash` ON `connect_states` (`state_hash`);
-- create "continuous_heart_rates" table
CREATE TABLE `continuous_heart_rates` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `min_bpm` real NULL, `avg_bpm` real NULL, `max_bpm` real NULL, `offset_inferred` bool NOT NULL DEFAULT (true), `user_id` integer NOT NULL, CONSTRAINT `continuous_heart_rates_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "continuousheartrate_user_id_date" to table: "continuous_heart_rates"
CREATE UNIQUE INDEX `continuousheartrate_user_id_date` ON `continuous_heart_rates` (`user_id`, `date`);
-- create "daily_activities" table
CREATE TABLE `daily_activities` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `steps` integer NULL, `steps_distance_meters` real NULL, `energy_kcal` integer NULL, `active_energy_kcal` integer NULL, `active_seconds` integer NULL, `inactive_seconds` integer NULL, `daily_goal_percent` real NULL, `inactivity_alert_count` integer NULL, `start_time` datetime NULL, `end_time` datetime NULL, `end_offset_seconds` integer NOT NULL DEFAULT (0), `offset_inferred` bool NOT NULL DEFAULT (true), `complete` bool NOT NULL DEFAULT (false), `zone_names` json NULL, `user_id` integer NOT NULL, CONSTRAINT `daily_activities_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "dailyactivity_user_id_date" to table: "daily_activities"
CREATE UNIQUE INDEX `dailyactivity_user_id_date` ON `daily_activities` (`user_id`, `date`);
-- create "deregistrations" table
CREATE TABLE `deregistrations` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `sealed` blob NOT NULL, `created_at` datetime NOT NULL);
-- create "ecg_tests" table
CREATE TABLE `ecg_tests` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `record_key` text NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `test_time` datetime NOT NULL, `heart_rate_avg_bpm` real NULL, `hrv_rmssd_ms` real NULL, `hrv_level` text NULL, `rr_interval_ms` real NULL, `pulse_transit_time_systolic_ms` real NULL, `pulse_transit_time_diastolic_ms` real NULL, `pulse_transit_time_quality_index` real NULL, `device_id` text NULL, `quality` json NULL, `duration_seconds` real NULL, `user_id` integer NOT NULL, CONSTRAINT `ecg_tests_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "ecgtest_user_id_record_key" to table: "ecg_tests"
CREATE UNIQUE INDEX `ecgtest_user_id_record_key` ON `ecg_tests` (`user_id`, `record_key`);
-- create index "ecgtest_user_id_date" to table: "ecg_tests"
CREATE INDEX `ecgtest_user_id_date` ON `ecg_tests` (`user_id`, `date`);
-- create index "ecgtest_user_id_test_time" to table: "ecg_tests"
CREATE INDEX `ecgtest_user_id_test_time` ON `ecg_tests` (`user_id`, `test_time`);
-- create "exercises" table
CREATE TABLE `exercises` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `record_key` text NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `polar_id` text NULL, `start_time` datetime NOT NULL, `offset_inferred` bool NOT NULL DEFAULT (false), `uploaded_at` datetime NULL, `duration_seconds` real NULL, `sport` text NULL, `detailed_sport` text NULL, `sport_name` text NULL, `device_name` text NULL, `device_id` text NULL, `distance_meters` real NULL, `energy_kcal` integer NULL, `heart_rate_avg_bpm` real NULL, `heart_rate_max_bpm` real NULL, `cardio_load` real NULL, `cardio_load_interpretation` text NULL, `muscle_load` real NULL, `muscle_load_interpretation` text NULL, `perceived_load` real NULL, `perceived_load_interpretation` text NULL, `user_rpe` text NULL, `running_index` integer NULL, `fat_percent` integer NULL, `carbohydrate_percent` integer NULL, `protein_percent` integer NULL, `heart_rate_zones` json NULL, `sample_types` json NULL, `has_route` bool NOT NULL DEFAULT (false), `user_id` integer NOT NULL, CONSTRAINT `exercises_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "exercise_user_id_record_key" to table: "exercises"
CREATE UNIQUE INDEX `exercise_user_id_record_key` ON `exercises` (`user_id`, `record_key`);
-- create index "exercise_user_id_date" to table: "exercises"
CREATE INDEX `exercise_user_id_date` ON `exercises` (`user_id`, `date`);
-- create index "exercise_user_id_start_time" to table: "exercises"
CREATE INDEX `exercise_user_id_start_time` ON `exercises` (`user_id`, `start_time`);
-- create "logins" table
CREATE TABLE `logins` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `name` text NOT NULL, `password_hash` text NOT NULL, `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `logins_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "logins_name_key" to table: "logins"
CREATE UNIQUE INDEX `logins_name_key` ON `logins` (`name`);
-- create index "login_user_id" to table: "logins"
CREATE UNIQUE INDEX `login_user_id` ON `logins` (`user_id`);
-- create "nightly_recharges" table
CREATE TABLE `nightly_recharges` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `status` integer NULL, `ans_charge` real NULL, `ans_charge_status` integer NULL, `hrv_rmssd_ms` real NULL, `heart_rate_avg_bpm` real NULL, `beat_to_beat_avg_ms` real NULL, `breathing_rate_avg` real NULL, `user_id` integer NOT NULL, CONSTRAINT `nightly_recharges_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "nightlyrecharge_user_id_date" to table: "nightly_recharges"
CREATE UNIQUE INDEX `nightlyrecharge_user_id_date` ON `nightly_recharges` (`user_id`, `date`);
-- create "physical_infos" table
CREATE TABLE `physical_infos` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `record_key` text NOT NULL, `recorded_at` datetime NOT NULL, `birthday` text NULL, `gender` text NULL, `training_background` text NULL, `typical_day` text NULL, `weight_source` text NULL, `weight_kg` real NULL, `height_cm` real NULL, `maximum_heart_rate_bpm` integer NULL, `resting_heart_rate_bpm` integer NULL, `aerobic_threshold_bpm` integer NULL, `anaerobic_threshold_bpm` integer NULL, `vo2_max` real NULL, `sleep_goal_seconds` integer NULL, `user_id` integer NOT NULL, CONSTRAINT `physical_infos_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "physicalinfo_user_id_record_key" to table: "physical_infos"
CREATE UNIQUE INDEX `physicalinfo_user_id_record_key` ON `physical_infos` (`user_id`, `record_key`);
-- create index "physicalinfo_user_id_date" to table: "physical_infos"
CREATE INDEX `physicalinfo_user_id_date` ON `physical_infos` (`user_id`, `date`);
-- create index "physicalinfo_user_id_recorded_at" to table: "physical_infos"
CREATE INDEX `physicalinfo_user_id_recorded_at` ON `physical_infos` (`user_id`, `recorded_at`);
-- create "polar_accounts" table
CREATE TABLE `polar_accounts` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `polar_user_id` text NOT NULL, `member_id` text NOT NULL, `status` text NOT NULL DEFAULT ('ACTIVE'), `token` blob NOT NULL, `token_expires_at` datetime NULL, `connected_at` datetime NOT NULL, `last_synced_at` datetime NULL, `next_sync_at` datetime NOT NULL, `problem` text NULL, `user_id` integer NOT NULL, CONSTRAINT `polar_accounts_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "polar_accounts_polar_user_id_key" to table: "polar_accounts"
CREATE UNIQUE INDEX `polar_accounts_polar_user_id_key` ON `polar_accounts` (`polar_user_id`);
-- create index "polaraccount_user_id" to table: "polar_accounts"
CREATE UNIQUE INDEX `polaraccount_user_id` ON `polar_accounts` (`user_id`);
-- create index "polaraccount_status_next_sync_at" to table: "polar_accounts"
CREATE INDEX `polaraccount_status_next_sync_at` ON `polar_accounts` (`status`, `next_sync_at`);
-- create "quarantined_elements" table
CREATE TABLE `quarantined_elements` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `hash` blob NOT NULL, `body` blob NOT NULL, `reason` text NOT NULL, `first_seen_at` datetime NOT NULL, `last_seen_at` datetime NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `quarantined_elements_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "quarantinedelement_user_id_kind_hash" to table: "quarantined_elements"
CREATE UNIQUE INDEX `quarantinedelement_user_id_kind_hash` ON `quarantined_elements` (`user_id`, `kind`, `hash`);
-- create "raw_payloads" table
CREATE TABLE `raw_payloads` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `record_key` text NOT NULL, `revised_on` text NOT NULL, `hash` blob NOT NULL, `body` blob NOT NULL, `fetched_at` datetime NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `raw_payloads_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "rawpayload_user_id_kind_record_key_revised_on" to table: "raw_payloads"
CREATE UNIQUE INDEX `rawpayload_user_id_kind_record_key_revised_on` ON `raw_payloads` (`user_id`, `kind`, `record_key`, `revised_on`);
-- create "record_states" table
CREATE TABLE `record_states` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `record_key` text NOT NULL, `record_id` integer NOT NULL, `date` text NULL, `source_hash` blob NOT NULL, `content_hash` blob NULL, `seq` integer NOT NULL, `deleted` bool NOT NULL DEFAULT (false), `user_id` integer NOT NULL, CONSTRAINT `record_states_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "recordstate_user_id_kind_record_key" to table: "record_states"
CREATE UNIQUE INDEX `recordstate_user_id_kind_record_key` ON `record_states` (`user_id`, `kind`, `record_key`);
-- create index "recordstate_user_id_seq" to table: "record_states"
CREATE INDEX `recordstate_user_id_seq` ON `record_states` (`user_id`, `seq`);
-- create index "recordstate_user_id_kind_date" to table: "record_states"
CREATE INDEX `recordstate_user_id_kind_date` ON `record_states` (`user_id`, `kind`, `date`);
-- create "sample_series" table
CREATE TABLE `sample_series` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `kind` text NOT NULL, `record_key` text NOT NULL, `name` text NOT NULL, `start_time` datetime NOT NULL, `count` integer NOT NULL, `offset_changes_at` datetime NULL, `later_offset_seconds` integer NULL, `data` blob NOT NULL, `user_id` integer NOT NULL, CONSTRAINT `sample_series_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "sampleseries_user_id_kind_record_key_name" to table: "sample_series"
CREATE UNIQUE INDEX `sampleseries_user_id_kind_record_key_name` ON `sample_series` (`user_id`, `kind`, `record_key`, `name`);
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
-- create "skin_temperatures" table
CREATE TABLE `skin_temperatures` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `celsius` real NULL, `deviation_celsius` real NULL, `user_id` integer NOT NULL, CONSTRAINT `skin_temperatures_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "skintemperature_user_id_date" to table: "skin_temperatures"
CREATE UNIQUE INDEX `skintemperature_user_id_date` ON `skin_temperatures` (`user_id`, `date`);
-- create "sleeps" table
CREATE TABLE `sleeps` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `start_time` datetime NOT NULL, `end_time` datetime NOT NULL, `start_offset_seconds` integer NOT NULL, `end_offset_seconds` integer NOT NULL, `asleep_seconds` integer NULL, `light_seconds` integer NULL, `deep_seconds` integer NULL, `rem_seconds` integer NULL, `unrecognized_seconds` integer NULL, `interruptions_seconds` integer NULL, `short_interruptions_seconds` integer NULL, `long_interruptions_seconds` integer NULL, `score` integer NULL, `rating` integer NULL, `charge` integer NULL, `continuity` real NULL, `continuity_class` integer NULL, `cycles` integer NULL, `goal_seconds` integer NULL, `duration_score` real NULL, `solidity_score` real NULL, `regeneration_score` real NULL, `heart_rate_min_bpm` real NULL, `heart_rate_avg_bpm` real NULL, `heart_rate_max_bpm` real NULL, `device_id` text NULL, `user_id` integer NOT NULL, CONSTRAINT `sleeps_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "sleep_user_id_date" to table: "sleeps"
CREATE UNIQUE INDEX `sleep_user_id_date` ON `sleeps` (`user_id`, `date`);
-- create "spo2tests" table
CREATE TABLE `spo2tests` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `date` text NOT NULL, `updated_at` datetime NOT NULL, `record_key` text NOT NULL, `utc_offset_seconds` integer NOT NULL DEFAULT (0), `test_time` datetime NOT NULL, `status` text NULL, `blood_oxygen_percent` integer NULL, `blood_oxygen_class` text NULL, `deviation_from_baseline` text NULL, `quality_percent` real NULL, `heart_rate_avg_bpm` real NULL, `hrv_rmssd_ms` real NULL, `hrv_deviation_from_baseline` text NULL, `altitude_meters` real NULL, `device_id` text NULL, `user_id` integer NOT NULL, CONSTRAINT `spo2tests_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "spo2test_user_id_record_key" to table: "spo2tests"
CREATE UNIQUE INDEX `spo2test_user_id_record_key` ON `spo2tests` (`user_id`, `record_key`);
-- create index "spo2test_user_id_date" to table: "spo2tests"
CREATE INDEX `spo2test_user_id_date` ON `spo2tests` (`user_id`, `date`);
-- create index "spo2test_user_id_test_time" to table: "spo2tests"
CREATE INDEX `spo2test_user_id_test_time` ON `spo2tests` (`user_id`, `test_time`);
-- create "sync_results" table
CREATE TABLE `sync_results` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `kind` text NOT NULL, `status` text NOT NULL, `created` integer NOT NULL DEFAULT (0), `updated` integer NOT NULL DEFAULT (0), `unchanged` integer NOT NULL DEFAULT (0), `quarantined` integer NOT NULL DEFAULT (0), `error_code` text NULL, `error` text NULL, `updated_at` datetime NOT NULL, `user_id` integer NOT NULL, `run_id` integer NOT NULL, CONSTRAINT `sync_results_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE, CONSTRAINT `sync_results_sync_runs_results` FOREIGN KEY (`run_id`) REFERENCES `sync_runs` (`id`) ON DELETE CASCADE);
-- create index "syncresult_run_id_kind" to table: "sync_results"
CREATE UNIQUE INDEX `syncresult_run_id_kind` ON `sync_results` (`run_id`, `kind`);
-- create "sync_runs" table
CREATE TABLE `sync_runs` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `trigger` text NOT NULL, `status` text NOT NULL DEFAULT ('QUEUED'), `kinds` json NOT NULL, `job_id` integer NULL, `queued_at` datetime NOT NULL, `started_at` datetime NULL, `finished_at` datetime NULL, `heartbeat_at` datetime NULL, `resumes_at` datetime NULL, `polar_requests` integer NOT NULL DEFAULT (0), `error` text NULL, `user_id` integer NOT NULL, CONSTRAINT `sync_runs_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE);
-- create index "sync_runs_one_active" to table: "sync_runs"
CREATE UNIQUE INDEX `sync_runs_one_active` ON `sync_runs` (`user_id`) WHERE finished_at IS NULL;
-- create index "syncrun_user_id_queued_at" to table: "sync_runs"
CREATE INDEX `syncrun_user_id_queued_at` ON `sync_runs` (`user_id`, `queued_at`);
-- create index "syncrun_status_heartbeat_at" to table: "sync_runs"
CREATE INDEX `syncrun_status_heartbeat_at` ON `sync_runs` (`status`, `heartbeat_at`);
-- create "users" table
CREATE TABLE `users` (`id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, `external_id` text NULL, `display_name` text NULL, `time_zone` text NOT NULL DEFAULT ('UTC'), `time_zone_inferred` bool NOT NULL DEFAULT (true), `change_seq` integer NOT NULL DEFAULT (0), `created_at` datetime NOT NULL, `updated_at` datetime NOT NULL);
-- create index "users_external_id_key" to table: "users"
CREATE UNIQUE INDEX `users_external_id_key` ON `users` (`external_id`);
