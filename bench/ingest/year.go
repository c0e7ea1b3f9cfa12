package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"polarflow/database"
	"polarflow/ent/kind"
	"polarflow/ent/viewer"
	"polarflow/ingest"
	"polarflow/polar/sandbox"
)

// kinds are the sandbox's names of the kinds of record.
var kinds = map[kind.Kind]sandbox.Kind{
	kind.Sleep:               sandbox.KindSleep,
	kind.NightlyRecharge:     sandbox.KindNightlyRecharge,
	kind.Exercise:            sandbox.KindExercise,
	kind.DailyActivity:       sandbox.KindActivity,
	kind.CardioLoad:          sandbox.KindCardioLoad,
	kind.ContinuousHeartRate: sandbox.KindContinuousHeartRate,
	kind.Alertness:           sandbox.KindAlertness,
	kind.CircadianBedtime:    sandbox.KindCircadianBedtime,
	kind.Spo2:                sandbox.KindSpo2,
	kind.ECG:                 sandbox.KindECG,
	kind.BodyTemperature:     sandbox.KindBodyTemperature,
	kind.SkinTemperature:     sandbox.KindSkinTemperature,
	kind.PhysicalInfo:        sandbox.KindPhysicalInfo,
}

// elementsOf returns the athlete's records of a kind as Polar would send them.
func elementsOf(a athlete, k kind.Kind) []json.RawMessage {
	var list []json.RawMessage
	for _, r := range a.records {
		if r.Kind == kinds[k] {
			list = append(list, r.JSON)
		}
	}
	return list
}

// jsonBytes returns the length of all elements together.
func jsonBytes(elements []json.RawMessage) (n int64) {
	for _, e := range elements {
		n += int64(len(e))
	}
	return n
}

// importAll stores everything about the athlete, kind by kind in the order of a sync, and returns how long
// that took.
func importAll(ctx context.Context, db *database.DB, a athlete) (time.Duration, error) {
	zone, err := time.LoadLocation(home)
	if err != nil {
		return 0, fmt.Errorf("athlete's zone: %w", err)
	}
	person, err := db.Ent.User.Create().SetTimeZone(home).Save(ctx)
	if err != nil {
		return 0, fmt.Errorf("create person: %w", err)
	}
	writer := &ingest.Writer{DB: db, Now: func() time.Time { return now }}
	begin := time.Now()
	for _, k := range kind.All() {
		tally, err := writer.Import(ctx, ingest.Person{ID: person.ID, Home: zone}, k, elementsOf(a, k))
		if err != nil {
			return 0, fmt.Errorf("import %s: %w", k, err)
		}
		if tally.Quarantined > 0 {
			return 0, fmt.Errorf("import %s: %d elements in quarantine", k, tally.Quarantined)
		}
	}
	return time.Since(begin), nil
}

// reportYear imports one person's days into each engine and prints what they take there, and what the codec
// made of their samples.
func reportYear(ctx context.Context, out io.Writer, list []engine, days int) error {
	if days == 0 {
		return nil
	}
	a, err := newAthlete(1, days)
	if err != nil {
		return err
	}
	var all []stored
	for _, e := range list {
		s, err := measureYear(viewer.System(ctx), e, a)
		if err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		all = append(all, s)
	}
	fmt.Fprintf(out, "\nImport and storage of one person, %d days\n", days)
	if err := printStorage(out, all); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nWhat the elements of each kind become (the same bytes on every engine)")
	if err := printKinds(out, a, all[0]); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nCodec of the samples of the day before today")
	return printCodec(out, a)
}

// measureYear imports the athlete into a fresh database and measures that.
func measureYear(ctx context.Context, e engine, a athlete) (s stored, err error) {
	db, drop, err := e.fresh(ctx)
	if err != nil {
		return stored{}, err
	}
	defer func() { err = errors.Join(err, drop()) }()
	took, err := importAll(ctx, db, a)
	if err != nil {
		return stored{}, err
	}
	s, err = measureStorage(ctx, db)
	s.engine, s.took = e.name, took
	return s, err
}
