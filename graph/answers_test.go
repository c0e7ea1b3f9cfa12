package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
	"polarflow/graph"
	"polarflow/ingest"
)

// keeping has answers kept.
func keeping(o *graph.Options) { o.KeptAnswers = 1 << 20 }

// aboutMe asks for everything that is kept of a person beside the records.
const aboutMe = `query About($date: Date!) { viewer {
	id externalId displayName timeZone timeZoneInferred createdAt updatedAt coverage { kind count }
	polarAccount { status polarUserId connectedAt tokenExpiresAt lastSyncedAt problem }
	day(date: $date) { skinTemperature { celsius deviationCelsius } exercises { id distanceMeters } }
	skinTemperatures(first: 2) { totalCount nodes { date celsius } }
} }`

// change is something that happens to a person, after which they are answered otherwise.
type change struct {
	name string
	make func(t *testing.T, w *world, u *ent.User, manage string)
}

// mutated returns a change by a mutation.
func mutated(name, mutation string) change {
	return change{name, func(t *testing.T, w *world, _ *ent.User, manage string) { w.ask(t, manage, mutation, nil) }}
}

// updated returns a change of a person's connection, as syncs and connecting make them.
func updated(name string, set func(*ent.PolarAccountUpdate)) change {
	return change{name, func(t *testing.T, w *world, u *ent.User, _ string) {
		update := w.db.Ent.PolarAccount.Update().Where(polaraccount.UserID(u.ID))
		set(update)
		update.ExecX(system(t))
	}}
}

// stored returns a change of the records by what Polar sends.
func stored(name string, k kind.Kind, elements ...string) change {
	return change{name, func(t *testing.T, w *world, u *ent.User, _ string) { w.store(t, u, "Europe/Helsinki", k, elements...) }}
}

// Whatever changes of a person, the next answer has it; and as long as nothing does, nothing is read but how they stand.
func TestKeptAnswersAreNeverStale(t *testing.T) {
	t.Parallel()
	date := dateAfter(4)
	exercise := `{"id": "x1", "start_time": "` + date + `T10:00:00", "start_time_utc_offset": 120, "duration": "PT1H", "distance": 1000}`
	changes := []change{
		mutated("name", `mutation { updateUser(input: {displayName: "Else"}) { user { id } } }`),
		mutated("zone", `mutation { updateUser(input: {timeZone: "Asia/Tokyo"}) { user { id } } }`),
		stored("first record", kind.SkinTemperature, `{"sleep_date": "`+date+`", "sleep_time_skin_temperature_celsius": 34.5, "deviation_from_baseline_celsius": 0.1}`),
		stored("the record again, otherwise", kind.SkinTemperature, `{"sleep_date": "`+date+`", "sleep_time_skin_temperature_celsius": 35.5, "deviation_from_baseline_celsius": 0.1}`),
		stored("exercise", kind.Exercise, exercise),
		{"exercise withdrawn", func(t *testing.T, w *world, u *ent.User, _ string) {
			writer := &ingest.Writer{DB: w.db, Now: w.clock.Now}
			person := ingest.Person{ID: u.ID, Home: time.UTC}
			if n, err := writer.WithdrawExercises(viewer.Person(t.Context(), u.ID), person, []string{"x1"}); err != nil || n != 1 {
				t.Fatal(n, err)
			}
		}},
		updated("synced", func(u *ent.PolarAccountUpdate) { u.SetLastSyncedAt(now.Add(time.Hour)) }),
		updated("revoked", func(u *ent.PolarAccountUpdate) { u.SetStatus(polaraccount.StatusREVOKED).SetProblem("connect again") }),
		updated("connected again", func(u *ent.PolarAccountUpdate) {
			u.SetStatus(polaraccount.StatusACTIVE).ClearProblem().SetConnectedAt(now.Add(time.Hour))
		}),
		mutated("disconnected", `mutation { disconnectPolar(input: {}) { userErrors { code } } }`),
	}
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		other := w.token(t, w.person(t, "other"))
		secret, manage := w.token(t, u, viewer.Read), w.token(t, u, viewer.Read, viewer.Manage)
		v := vars{"date": date}
		before := w.ask(t, secret, aboutMe, v).body
		theirs := w.ask(t, other, aboutMe, v).body
		for _, c := range changes {
			c.make(t, w, u, manage)
			after := w.ask(t, secret, aboutMe, v).body
			if after == before {
				t.Errorf("%s: the answer is the same as before", c.name)
			}
			if diff := cmp.Diff(w.fresh(t, secret, v), after); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
			var again string
			if sent := w.statements.during(func() { again = w.ask(t, secret, aboutMe, v).body }); again != after || len(sent) > 0 {
				t.Errorf("%s: asked again, %d statements:\n%s", c.name, len(sent), cmp.Diff(after, again))
			}
			before = after
		}
		if diff := cmp.Diff(theirs, w.ask(t, other, aboutMe, v).body); diff != "" {
			t.Error("somebody else:", diff)
		}
	}, keeping)
}

// fresh returns what is answered to aboutMe when it is asked in words that were never used before.
func (w *world) fresh(t testing.TB, secret string, v vars) string {
	t.Helper()
	return w.ask(t, secret, strings.Replace(aboutMe, "query About", "query About"+w.unused(), 1), v).body
}

// unused returns a text that it has not returned before.
func (w *world) unused() string { return strings.Repeat("x", int(w.names.Add(1))) }

// What does not follow from how a person stands is read each time.
func TestOtherAnswersAreNotKept(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.run(t, u, now)
		secret := w.token(t, u, viewer.Read, viewer.Manage)
		for name, query := range map[string]string{
			"tokens":       `{ viewer { apiTokens { id } } }`,
			"sessions":     `{ viewer { sessions { id } } }`,
			"syncs":        `{ viewer { syncRuns(first: 1) { nodes { id } } } }`,
			"latest sync":  `{ viewer { latestSyncRun { id } } }`,
			"changes":      `{ viewer { changes { cursor } } }`,
			"audit trail":  `{ viewer { auditTrail(first: 1) { nodes { id } } } }`,
			"reach-back":   `{ viewer { polarAccount { history { kind } } } }`,
			"a sync's id":  `{ node(id: "U3luY1J1bjox") { id } }`,
			"in fragments": `{ viewer { ...F } } fragment F on User { ... on User { apiTokens { id } } }`,
		} {
			w.ask(t, secret, query, nil)
			if sent := w.statements.during(func() { w.ask(t, secret, query, nil) }); len(sent) == 0 {
				t.Errorf("%s: nothing was read", name)
			}
		}
	}, keeping)
}
