// Package rows reads the rows behind one request: lists page by page, records by date, relations and series.
// Every relation of a list is read for the whole list in one statement, and nothing is read that was not
// asked for. All of it is confined to the viewer in the context by the policy of ent/schema.
package rows

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"polarflow/ent"
)

// errPanic is in the error of a read that panicked.
var errPanic = errors.New("panic while reading")

// Reader reads for one request, or for one event of a subscription, and remembers what it has read.
type Reader struct {
	tables *Tables

	origins sync.Map // of rows and days, by pointer
	wishes  *Wishes

	mu        sync.Mutex
	calendars map[span]*siblings
	groups    map[any]any // what was asked of each loader
	batches   map[any]any // the batches of each loader that is not shared between requests

	// The kinds of record.
	Sleeps               Records[ent.Sleep]
	NightlyRecharges     Records[ent.NightlyRecharge]
	DailyActivities      Records[ent.DailyActivity]
	Exercises            Records[ent.Exercise]
	CardioLoads          Records[ent.CardioLoad]
	ContinuousHeartRates Records[ent.ContinuousHeartRate]
	AlertnessPeriods     Records[ent.AlertnessPeriod]
	CircadianBedtimes    Records[ent.CircadianBedtime]
	Spo2Tests            Records[ent.Spo2Test]
	EcgTests             Records[ent.EcgTest]
	BodyTemperatures     Records[ent.BodyTemperature]
	SkinTemperatures     Records[ent.SkinTemperature]
	PhysicalInfos        Records[ent.PhysicalInfo]

	// People and what belongs to them.
	People      Records[ent.User]
	SyncRuns    Records[ent.SyncRun]
	APITokens   Records[ent.ApiToken]
	Sessions    Records[ent.Session]
	AuditEvents Records[ent.AuditEvent]

	JournalEntries Records[ent.JournalEntry]
}

// NewReader returns a Reader of the tables.
func (t *Tables) NewReader() *Reader { return t.newReader(new(Wishes)) }

func (t *Tables) newReader(w *Wishes) *Reader {
	r := &Reader{tables: t, wishes: w, calendars: make(map[span]*siblings), groups: make(map[any]any), batches: make(map[any]any)}
	r.Sleeps, r.NightlyRecharges = of(r, t.sleeps), of(r, t.nightlyRecharges)
	r.DailyActivities, r.Exercises = of(r, t.dailyActivities), of(r, t.exercises)
	r.CardioLoads, r.ContinuousHeartRates = of(r, t.cardioLoads), of(r, t.continuousHeartRates)
	r.AlertnessPeriods, r.CircadianBedtimes = of(r, t.alertnessPeriods), of(r, t.circadianBedtimes)
	r.Spo2Tests, r.EcgTests = of(r, t.spo2Tests), of(r, t.ecgTests)
	r.BodyTemperatures, r.SkinTemperatures = of(r, t.bodyTemperatures), of(r, t.skinTemperatures)
	r.PhysicalInfos, r.People, r.SyncRuns = of(r, t.physicalInfos), of(r, t.persons), of(r, t.syncRuns)
	r.APITokens, r.Sessions, r.AuditEvents = of(r, t.apiTokens), of(r, t.allSessions), of(r, t.auditEvents)
	r.JournalEntries = of(r, t.journal)
	return r
}

// placeOf returns the place of a row of any table.
func (r *Reader) placeOf(row any) place {
	if placeOf, ok := r.tables.places[reflect.TypeOf(row)]; ok {
		return placeOf(row)
	}
	return place{}
}

type contextKey struct{}

// NewContext returns a context with a Reader of the tables. It is made when something is first read: a subscription has
// its context long before its event. What is asked of rows is noted in the wishes, which the caller may keep for as long as
// the same document asks for the same fields.
func (t *Tables) NewContext(ctx context.Context, w *Wishes) context.Context {
	return context.WithValue(ctx, contextKey{}, sync.OnceValue(func() *Reader { return t.newReader(w) }))
}

// From returns the Reader of the request; the handler sees to it that there is one.
func From(ctx context.Context) *Reader {
	if reader, ok := ctx.Value(contextKey{}).(func() *Reader); ok {
		return reader()
	}
	return nil
}

// asError returns what was panicked with as an error.
func asError(p any) error {
	if err, ok := p.(error); ok {
		return err
	}
	return fmt.Errorf("%v", p)
}
