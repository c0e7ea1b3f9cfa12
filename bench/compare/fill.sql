-- Fills polarflow's own tables with the days of many people: $1 people, $2 days that end on the date $3. The numbers
-- look like a person's and are the same each time.
CREATE TEMP TABLE days AS
SELECT u.id AS person, d AS nth, ((u.id * 7919 + d * 104729) % 1000)::int AS r, to_char($3::date - d::int, 'YYYY-MM-DD') AS date, ($3::date - d::int)::timestamp AT TIME ZONE 'UTC' AS midnight
FROM generate_series(1, $1) AS u(id), generate_series(0, $2 - 1) AS d;

INSERT INTO users (id, external_id, display_name, time_zone, created_at, updated_at)
SELECT n, 'person-' || lpad(n::text, 4, '0'), 'Person ' || n, 'Europe/Helsinki', $3::date, $3::date FROM generate_series(1, $1) AS n;

INSERT INTO polar_accounts (polar_user_id, member_id, token, connected_at, last_synced_at, next_sync_at, user_id)
SELECT (1000000 + n)::text, 'member-' || n, ''::bytea, $3::date, $3::date + interval '7 hours', '2100-01-01', n FROM generate_series(1, $1) AS n;

INSERT INTO sleeps (date, updated_at, start_time, end_time, start_offset_seconds, end_offset_seconds, asleep_seconds, light_seconds, deep_seconds, rem_seconds,
	interruptions_seconds, score, rating, charge, continuity, continuity_class, cycles, goal_seconds, heart_rate_min_bpm, heart_rate_avg_bpm, heart_rate_max_bpm, device_id, user_id)
SELECT date, midnight, midnight - interval '90 minutes' + r * interval '3 seconds', midnight + interval '6 hours' + r * interval '3 seconds', 7200, 7200, 25000 + r, 14000 + r, 4000 + r, 6000,
	900, 60 + r % 40, 1 + r % 5, 1 + r % 5, 2.5 + r % 20 / 10.0, 1 + r % 5, 4 + r % 3, 28800, 42 + r % 12, 52 + r % 12, 80 + r % 12, 'ABCD1234', person FROM days ORDER BY nth DESC, person;

INSERT INTO nightly_recharges (date, updated_at, status, ans_charge, ans_charge_status, hrv_rmssd_ms, heart_rate_avg_bpm, beat_to_beat_avg_ms, breathing_rate_avg, user_id)
SELECT date, midnight, 1 + r % 6, (r % 200 - 100) / 10.0, 1 + r % 5, 30 + r % 60, 50 + r % 12, 1000 + r % 200, 12 + r % 40 / 10.0, person FROM days ORDER BY nth DESC, person;

INSERT INTO skin_temperatures (date, updated_at, celsius, deviation_celsius, user_id)
SELECT date, midnight, 34 + r % 20 / 10.0, (r % 20 - 10) / 10.0, person FROM days ORDER BY nth DESC, person;

INSERT INTO daily_activities (date, updated_at, utc_offset_seconds, end_offset_seconds, steps, steps_distance_meters, energy_kcal, active_energy_kcal, active_seconds, inactive_seconds, daily_goal_percent, start_time, end_time, complete, user_id)
SELECT date, midnight, 7200, 7200, 4000 + r * 9, 3000 + r * 7, 1800 + r, 300 + r, 3600 + r * 5, 30000 - r, 50 + r % 90, midnight, midnight + interval '1 day', nth > 0, person FROM days ORDER BY nth DESC, person;

INSERT INTO cardio_loads (date, updated_at, load, strain, tolerance, ratio, status, user_id)
SELECT date, midnight, r / 10.0, 20 + r / 20.0, 30 + r / 25.0, 0.5 + r / 1000.0, 'MAINTAINING', person FROM days ORDER BY nth DESC, person;

INSERT INTO continuous_heart_rates (date, updated_at, utc_offset_seconds, min_bpm, avg_bpm, max_bpm, user_id)
SELECT date, midnight, 7200, 40 + r % 15, 65 + r % 15, 130 + r % 50, person FROM days ORDER BY nth DESC, person;

INSERT INTO alertness_periods (date, updated_at, record_key, utc_offset_seconds, start_time, end_time, result_type, grade, grade_classification, user_id)
SELECT date, midnight, date, 7200, midnight + interval '5 hours', midnight + interval '20 hours', 'ALERTNESS_TYPE_HISTORY', r % 100 / 10.0, 'STRONG', person FROM days ORDER BY nth DESC, person;

INSERT INTO exercises (date, updated_at, record_key, utc_offset_seconds, polar_id, start_time, duration_seconds, sport, detailed_sport, sport_name, device_name, distance_meters, energy_kcal,
	heart_rate_avg_bpm, heart_rate_max_bpm, cardio_load, heart_rate_zones, sample_types, user_id)
SELECT date, midnight, 'x' || person || '-' || nth, 7200, 'x' || person || '-' || nth, midnight + interval '15 hours', 7199, 'RUNNING', 'TRAIL_RUNNING', 'Trail running', 'Polar Vantage V3', 9000 + r, 600 + r,
	130 + r % 30, 160 + r % 30, 40 + r % 90, '[]', '["HEART_RATE"]', person FROM days WHERE nth % 2 = 0 ORDER BY nth DESC, person;

-- What the others join by; polarflow joins by person and date.
ALTER TABLE nightly_recharges ADD sleep_id bigint;
UPDATE nightly_recharges n SET sleep_id = s.id FROM sleeps s WHERE s.user_id = n.user_id AND s.date = n.date;
ALTER TABLE nightly_recharges ADD CONSTRAINT nightly_recharges_sleep_key UNIQUE (sleep_id), ADD CONSTRAINT nightly_recharges_sleep FOREIGN KEY (sleep_id) REFERENCES sleeps (id);
ALTER TABLE skin_temperatures ADD sleep_id bigint;
UPDATE skin_temperatures n SET sleep_id = s.id FROM sleeps s WHERE s.user_id = n.user_id AND s.date = n.date;
ALTER TABLE skin_temperatures ADD CONSTRAINT skin_temperatures_sleep_key UNIQUE (sleep_id), ADD CONSTRAINT skin_temperatures_sleep FOREIGN KEY (sleep_id) REFERENCES sleeps (id);
VACUUM (FULL, ANALYZE);
