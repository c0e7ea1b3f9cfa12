package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"polarflow/auth"
	"polarflow/bench/connected"
	"polarflow/database"
	"polarflow/ent/kind"
	"polarflow/ent/viewer"
	"polarflow/ingest"
	"polarflow/polar/sandbox"
)

// now is when everybody's last day is, a fixed moment so that each run writes the same rows.
var now = time.Date(2026, 3, 15, 14, 30, 0, 0, time.UTC)

// home is the zone in which the people live.
const home = "Europe/Helsinki"

// athletes is how many different lives the people live; it takes longer to make them up than to store them.
const athletes = 4

// atOnce bounds how many people are written, and sockets opened, at a time.
const atOnce = 8

// shown are the kinds of record that the Today screen shows, with the sandbox's names, in the order of a sync.
var shown = []struct {
	kind kind.Kind
	from sandbox.Kind
}{
	{kind.Sleep, sandbox.KindSleep}, {kind.NightlyRecharge, sandbox.KindNightlyRecharge}, {kind.Exercise, sandbox.KindExercise},
	{kind.DailyActivity, sandbox.KindActivity}, {kind.CardioLoad, sandbox.KindCardioLoad}, {kind.SkinTemperature, sandbox.KindSkinTemperature},
}

// changed is the record that changes for everybody, as Polar would send it.
const changed = `{"sleep_date": "2026-03-15", "sleep_time_skin_temperature_celsius": 30.5, "deviation_from_baseline_celsius": -4.5}`

// world is a database with people.
type world struct {
	db     *database.DB
	keys   *auth.Keyring
	zone   *time.Location
	dates  []string // that have data, the newest first
	people []person
}

// person is somebody with data and a token.
type person struct {
	id           int
	name, secret string
}

// fill makes people who have days of data in the empty database at an address.
func fill(ctx context.Context, address string, people, days int) (*world, error) {
	zone, err := time.LoadLocation(home)
	if err != nil {
		return nil, err
	}
	keys, err := connected.Keys()
	if err != nil {
		return nil, err
	}
	lives, err := makeUp(days)
	if err != nil {
		return nil, err
	}
	db, err := database.Open(ctx, address)
	if err != nil {
		return nil, err
	}
	w := &world{db: db, keys: keys, zone: zone, people: make([]person, people)}
	for day := range days {
		w.dates = append(w.dates, now.AddDate(0, 0, -day).Format(time.DateOnly))
	}
	if err := db.Migrate(ctx); err != nil {
		w.close()
		return nil, err
	}
	some, ctx := errgroup.WithContext(viewer.System(ctx))
	some.SetLimit(atOnce)
	for i := range people {
		some.Go(func() (err error) {
			w.people[i], err = w.add(ctx, i, lives[i%len(lives)])
			return err
		})
	}
	if err := some.Wait(); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *world) close() { _ = w.db.Close() }

// makeUp returns the records of some athletes.
func makeUp(days int) ([][]sandbox.Record, error) {
	lives := make([][]sandbox.Record, athletes)
	for i := range lives {
		var err error
		lives[i], err = sandbox.Athlete(sandbox.AthleteOptions{
			Seed: uint64(i + 1), Today: now.Format(time.DateOnly), Now: now, Days: days, UserID: int64(i + 1), Zone: home,
		})
		if err != nil {
			return nil, fmt.Errorf("make up an athlete: %w", err)
		}
	}
	return lives, nil
}

// add makes a person, with the connection and the token, who has the records.
func (w *world) add(ctx context.Context, n int, records []sandbox.Record) (person, error) {
	p := person{name: fmt.Sprintf("Person %d", n+1)}
	made, err := w.db.Ent.User.Create().SetDisplayName(p.name).SetTimeZone(home).Save(ctx)
	if err != nil {
		return p, fmt.Errorf("make person: %w", err)
	}
	p.id = made.ID
	token, err := w.keys.Seal(p.id, []byte("nobody asks Polar"))
	if err != nil {
		return p, fmt.Errorf("seal token: %w", err)
	}
	err = w.db.Ent.PolarAccount.Create().SetUserID(p.id).SetPolarUserID(fmt.Sprint(1_000_000 + n)).SetMemberID(fmt.Sprint("member-", n)).
		SetToken(token).SetConnectedAt(now).SetLastSyncedAt(now).SetNextSyncAt(now.AddDate(100, 0, 0)).Exec(ctx)
	if err != nil {
		return p, fmt.Errorf("make connection: %w", err)
	}
	secret, prefix, hash, err := auth.NewToken()
	if err != nil {
		return p, err
	}
	p.secret = secret
	err = w.db.Ent.ApiToken.Create().SetUserID(p.id).SetName("soak").SetPrefix(prefix).SetHash(hash).
		SetScopes([]string{string(viewer.Read)}).Exec(ctx)
	if err != nil {
		return p, fmt.Errorf("make token: %w", err)
	}
	for _, k := range shown {
		var elements []json.RawMessage
		for _, r := range records {
			if r.Kind == k.from {
				elements = append(elements, r.JSON)
			}
		}
		if err := w.store(ctx, p, k.kind, elements); err != nil {
			return p, err
		}
	}
	return p, nil
}

// store stores elements of one kind, as a sync does.
func (w *world) store(ctx context.Context, p person, k kind.Kind, elements []json.RawMessage) error {
	writer := ingest.Writer{DB: w.db, Now: func() time.Time { return now }}
	tally, err := writer.Import(ctx, ingest.Person{ID: p.id, Home: w.zone}, k, elements)
	if err == nil && tally.Created+tally.Updated < len(elements) {
		err = fmt.Errorf("%d of %d elements are stored", tally.Created+tally.Updated, len(elements))
	}
	if err != nil {
		return fmt.Errorf("store %s: %w", k, err)
	}
	return nil
}

// change changes one record of everybody, and returns when each of these writes began.
func (w *world) change(ctx context.Context) ([]time.Time, error) {
	began := make([]time.Time, len(w.people))
	some, ctx := errgroup.WithContext(viewer.System(ctx))
	some.SetLimit(atOnce)
	for i, p := range w.people {
		some.Go(func() error {
			began[i] = time.Now()
			return w.store(ctx, p, kind.SkinTemperature, []json.RawMessage{json.RawMessage(changed)})
		})
	}
	err := some.Wait()
	return began, err
}
