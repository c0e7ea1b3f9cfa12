package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// question is something that is asked of all servers, each in its own dialect.
type question struct {
	name string
	rate int // a second, at a fixed rate
	asks map[string]ask
}

// ask is a question in one dialect.
type ask struct {
	query string
	// personal has each person ask for themselves; else a service asks for everybody.
	personal bool
	// variables of the question about a person.
	variables func(person int) map[string]any
}

// requests returns the HTTP requests that ask the question: one of each person, or the one for everybody.
func (a ask) requests(s *running, w world) [][]byte {
	var all [][]byte
	for i, secret := range w.secrets {
		if !a.personal {
			secret = serviceKey
		}
		if s.dialect != polarflow {
			secret = ""
		}
		body, err := json.Marshal(map[string]any{"query": a.query, "variables": a.variables(i + 1)})
		if err != nil {
			panic(err)
		}
		all = append(all, s.request(secret, body))
		if !a.personal {
			break
		}
	}
	return all
}

// questions returns what is asked.
func questions() []question {
	return []question{
		{"team", 60, everybody(map[string]string{
			polarflow:    `query Team { users(first: 20) { nodes { externalId displayName sleeps(first: 20) { nodes { ` + night + ` } } } } }`,
			graphjin:     `query { users(limit: 20, order_by: { id: asc }) { externalId: external_id displayName: display_name sleeps(limit: 20, order_by: { date: desc }) { ` + nightSnake + ` } } }`,
			postgraphile: `query Team { users: allUsers(first: 20, orderBy: PRIMARY_KEY_ASC) { nodes { externalId displayName sleeps: sleepsByUserId(first: 20, orderBy: DATE_DESC) { nodes { ` + night + ` } } } } }`,
			raw:          "team",
		})},
		{"nested", 30, everybody(map[string]string{
			polarflow: `query Team { users(first: 20) { nodes { externalId displayName sleeps(first: 20) { nodes { ` + night + ` nightlyRecharge { hrvRmssdMs ansCharge } skinTemperature { deviationCelsius } } } } } }`,
			graphjin: `query { users(limit: 20, order_by: { id: asc }) { externalId: external_id displayName: display_name sleeps(limit: 20, order_by: { date: desc }) { ` + nightSnake +
				` nightlyRecharge: nightly_recharges { hrvRmssdMs: hrv_rmssd_ms ansCharge: ans_charge } skinTemperature: skin_temperatures { deviationCelsius: deviation_celsius } } } }`,
			postgraphile: `query Team { users: allUsers(first: 20, orderBy: PRIMARY_KEY_ASC) { nodes { externalId displayName sleeps: sleepsByUserId(first: 20, orderBy: DATE_DESC) { nodes { ` + night +
				` nightlyRecharge: nightlyRechargeBySleepId { hrvRmssdMs ansCharge } skinTemperature: skinTemperatureBySleepId { deviationCelsius } } } } } }`,
			raw: "nested",
		})},
		{"today", 100, personal(map[string]string{
			polarflow:    todayOurs,
			graphjin:     todayGraphJin,
			postgraphile: todayPostGraphile,
			raw:          "today",
		})},
		{"workout", 10, personal(map[string]string{polarflow: workout})},
	}
}

const (
	night      = `date score asleepSeconds deepSeconds remSeconds heartRateAvgBpm`
	nightSnake = `date score asleepSeconds: asleep_seconds deepSeconds: deep_seconds remSeconds: rem_seconds heartRateAvgBpm: heart_rate_avg_bpm`

	todayOurs = `query Today($date: Date!) { viewer { displayName timeZone day(date: $date) {
		sleep { score asleepSeconds deepSeconds remSeconds heartRateMinBpm startTime endTime nightlyRecharge { hrvRmssdMs ansCharge status breathingRateAvg } }
		activity { steps energyKcal activeSeconds dailyGoalPercent complete }
		cardioLoad { strain tolerance ratio status }
		skinTemperature { deviationCelsius }
		exercises { sport sportName startTime durationSeconds distanceMeters cardioLoad heartRateAvgBpm }
	} polarAccount { status lastSyncedAt problem } } }`

	todayGraphJin = `query { viewer: users(where: { id: { eq: $id } }, limit: 1) { displayName: display_name timeZone: time_zone
		sleep: sleeps(where: { date: { eq: $date } }, limit: 1) { score asleepSeconds: asleep_seconds deepSeconds: deep_seconds remSeconds: rem_seconds heartRateMinBpm: heart_rate_min_bpm startTime: start_time endTime: end_time
			nightlyRecharge: nightly_recharges { hrvRmssdMs: hrv_rmssd_ms ansCharge: ans_charge status breathingRateAvg: breathing_rate_avg } }
		activity: daily_activities(where: { date: { eq: $date } }, limit: 1) { steps energyKcal: energy_kcal activeSeconds: active_seconds dailyGoalPercent: daily_goal_percent complete }
		cardioLoad: cardio_loads(where: { date: { eq: $date } }, limit: 1) { strain tolerance ratio status }
		skinTemperature: skin_temperatures(where: { date: { eq: $date } }, limit: 1) { deviationCelsius: deviation_celsius }
		exercises(where: { date: { eq: $date } }, order_by: { start_time: asc }) { sport sportName: sport_name startTime: start_time durationSeconds: duration_seconds distanceMeters: distance_meters cardioLoad: cardio_load heartRateAvgBpm: heart_rate_avg_bpm }
		polarAccount: polar_accounts(limit: 1) { status lastSyncedAt: last_synced_at problem } } }`

	todayPostGraphile = `query Today($id: BigInt!, $date: String!) { viewer: userByRowId(rowId: $id) { displayName timeZone
		sleep: sleepsByUserId(condition: { date: $date }) { nodes { score asleepSeconds deepSeconds remSeconds heartRateMinBpm startTime endTime nightlyRecharge: nightlyRechargeBySleepId { hrvRmssdMs ansCharge status breathingRateAvg } } }
		activity: dailyActivitiesByUserId(condition: { date: $date }) { nodes { steps energyKcal activeSeconds dailyGoalPercent complete } }
		cardioLoad: cardioLoadsByUserId(condition: { date: $date }) { nodes { strain tolerance ratio status } }
		skinTemperature: skinTemperaturesByUserId(condition: { date: $date }) { nodes { deviationCelsius } }
		exercises: exercisesByUserId(condition: { date: $date }, orderBy: START_TIME_ASC) { nodes { sport sportName startTime durationSeconds distanceMeters cardioLoad heartRateAvgBpm } }
		polarAccount: polarAccountsByUserId { nodes { status lastSyncedAt problem } } } }`

	workout = `query Workout { viewer { exercises(first: 1) { nodes { startTime durationSeconds samples(reduction: RAW) { type unit series { startTime storedCount resolutionSeconds offsetsSeconds values } } } } } }`
)

// everybody returns what a service asks.
func everybody(queries map[string]string) map[string]ask {
	asks := map[string]ask{}
	for dialect, query := range queries {
		asks[dialect] = ask{query: query, variables: func(int) map[string]any { return map[string]any{} }}
	}
	return asks
}

// personal returns what each person asks about themselves.
func personal(queries map[string]string) map[string]ask {
	asks := map[string]ask{}
	for dialect, query := range queries {
		asks[dialect] = ask{query: query, personal: true, variables: func(person int) map[string]any {
			v := map[string]any{"date": today.Format(time.DateOnly)}
			if dialect != polarflow {
				v["id"] = person
			}
			if dialect == postgraphile { // whose big integers are text
				v["id"] = strconv.Itoa(person)
			}
			return v
		}}
	}
	return asks
}

// single are the relations that have one element at most, which some servers answer as a list.
const single = " viewer sleep activity cardioLoad skinTemperature nightlyRecharge polarAccount "

// plain returns an answer without what differs between dialects: the level of nodes and of the day, one element in a
// list, numbers as text, and the zone in which an instant is written.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if nodes, ok := v["nodes"]; ok && len(v) == 1 {
			return plain(nodes)
		}
		return plainObject(v)
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = plain(element)
		}
		return out
	case string:
		if at, err := time.Parse(time.RFC3339Nano, v); err == nil {
			return at.UTC().Format(time.RFC3339Nano)
		}
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			return n
		}
	}
	return v
}

func plainObject(v map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range v {
		value = plain(value)
		if elements, ok := value.([]any); ok && strings.Contains(single, " "+key+" ") {
			value = nil
			if len(elements) > 0 {
				value = elements[0]
			}
		}
		if key == "day" {
			for inner, part := range value.(map[string]any) {
				out[inner] = part
			}
			continue
		}
		out[key] = value
	}
	return out
}
