-- team
SELECT json_build_object('users', json_agg(person ORDER BY id)) FROM (
	SELECT u.id, json_build_object('externalId', u.external_id, 'displayName', u.display_name, 'sleeps', s.nights) AS person
	FROM (SELECT id, external_id, display_name FROM users ORDER BY id LIMIT 20) AS u, LATERAL (
		SELECT json_agg(json_build_object('date', date, 'score', score, 'asleepSeconds', asleep_seconds, 'deepSeconds', deep_seconds, 'remSeconds', rem_seconds, 'heartRateAvgBpm', heart_rate_avg_bpm)) AS nights
		FROM (SELECT * FROM sleeps WHERE user_id = u.id ORDER BY date DESC LIMIT 20) AS newest) AS s) AS people;
-- nested
SELECT json_build_object('users', json_agg(person ORDER BY id)) FROM (
	SELECT u.id, json_build_object('externalId', u.external_id, 'displayName', u.display_name, 'sleeps', s.nights) AS person
	FROM (SELECT id, external_id, display_name FROM users ORDER BY id LIMIT 20) AS u, LATERAL (
		SELECT json_agg(json_build_object('date', newest.date, 'score', score, 'asleepSeconds', asleep_seconds, 'deepSeconds', deep_seconds, 'remSeconds', rem_seconds, 'heartRateAvgBpm', newest.heart_rate_avg_bpm,
			'nightlyRecharge', CASE WHEN n.id IS NOT NULL THEN json_build_object('hrvRmssdMs', n.hrv_rmssd_ms, 'ansCharge', n.ans_charge) END,
			'skinTemperature', CASE WHEN t.id IS NOT NULL THEN json_build_object('deviationCelsius', t.deviation_celsius) END) ORDER BY newest.date DESC) AS nights
		FROM (SELECT * FROM sleeps WHERE user_id = u.id ORDER BY date DESC LIMIT 20) AS newest
		LEFT JOIN nightly_recharges AS n ON n.sleep_id = newest.id LEFT JOIN skin_temperatures AS t ON t.sleep_id = newest.id) AS s) AS people;
-- today
SELECT json_build_object('viewer', json_build_object('displayName', u.display_name, 'timeZone', u.time_zone,
	'sleep', (SELECT json_build_object('score', score, 'asleepSeconds', asleep_seconds, 'deepSeconds', deep_seconds, 'remSeconds', rem_seconds, 'heartRateMinBpm', heart_rate_min_bpm, 'startTime', start_time, 'endTime', end_time,
		'nightlyRecharge', (SELECT json_build_object('hrvRmssdMs', hrv_rmssd_ms, 'ansCharge', ans_charge, 'status', status, 'breathingRateAvg', breathing_rate_avg) FROM nightly_recharges AS n WHERE n.sleep_id = s.id))
		FROM sleeps AS s WHERE s.user_id = u.id AND s.date = $2),
	'activity', (SELECT json_build_object('steps', steps, 'energyKcal', energy_kcal, 'activeSeconds', active_seconds, 'dailyGoalPercent', daily_goal_percent, 'complete', complete) FROM daily_activities AS a WHERE a.user_id = u.id AND a.date = $2),
	'cardioLoad', (SELECT json_build_object('strain', strain, 'tolerance', tolerance, 'ratio', ratio, 'status', status) FROM cardio_loads AS c WHERE c.user_id = u.id AND c.date = $2),
	'skinTemperature', (SELECT json_build_object('deviationCelsius', deviation_celsius) FROM skin_temperatures AS t WHERE t.user_id = u.id AND t.date = $2),
	'exercises', (SELECT COALESCE(json_agg(json_build_object('sport', sport, 'sportName', sport_name, 'startTime', start_time, 'durationSeconds', duration_seconds, 'distanceMeters', distance_meters, 'cardioLoad', cardio_load, 'heartRateAvgBpm', heart_rate_avg_bpm) ORDER BY start_time), '[]') FROM exercises AS e WHERE e.user_id = u.id AND e.date = $2),
	'polarAccount', (SELECT json_build_object('status', status, 'lastSyncedAt', last_synced_at, 'problem', problem) FROM polar_accounts AS p WHERE p.user_id = u.id)))
FROM users AS u WHERE u.id = $1;
