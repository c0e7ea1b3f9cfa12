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
	"polarflow/graph/model"
)

// errPanic is in the error of a read that panicked.
var errPanic = errors.New("panic while reading")

// Reader reads for one request, or for one event of a subscription, and remembers what it has read.
type Reader struct {
	client *ent.Client

	origins sync.Map // of rows and days, by pointer
	asked   sync.Map // what is asked of rows, by selection
	places  map[reflect.Type]func(any) place
	tables  map[string]source

	mu        sync.Mutex
	calendars map[span]*siblings

	// The kinds of record.
	Sleeps               *Records[ent.Sleep]
	NightlyRecharges     *Records[ent.NightlyRecharge]
	DailyActivities      *Records[ent.DailyActivity]
	Exercises            *Records[ent.Exercise]
	CardioLoads          *Records[ent.CardioLoad]
	ContinuousHeartRates *Records[ent.ContinuousHeartRate]
	AlertnessPeriods     *Records[ent.AlertnessPeriod]
	CircadianBedtimes    *Records[ent.CircadianBedtime]
	Spo2Tests            *Records[ent.Spo2Test]
	EcgTests             *Records[ent.EcgTest]
	BodyTemperatures     *Records[ent.BodyTemperature]
	SkinTemperatures     *Records[ent.SkinTemperature]
	PhysicalInfos        *Records[ent.PhysicalInfo]

	// People and what belongs to them.
	People      *Records[ent.User]
	SyncRuns    *Records[ent.SyncRun]
	APITokens   *Records[ent.ApiToken]
	Sessions    *Records[ent.Session]
	AuditEvents *Records[ent.AuditEvent]

	people   loader[none, int, *ent.User]
	accounts loader[none, int, *ent.PolarAccount]
	history  loader[none, int, []*ent.KindState]
	tokens   loader[none, int, []*ent.ApiToken]
	sessions loader[none, int, []*ent.Session]
	results  loader[none, int, []*ent.SyncResult]
	coverage loader[none, int, []Coverage]
	samples  loader[sampleNames, seriesKey, []*ent.SampleSeries]
	changes  loader[changeArgs, int, []*ent.RecordState]
	records  loader[none, model.ID, model.Node]
	polarIDs loader[string, int, *ent.Exercise]

	latestSyncs loader[none, int, *ent.SyncRun]
}

// New returns a Reader over the database.
func New(client *ent.Client) *Reader {
	r := &Reader{
		client:    client,
		places:    make(map[reflect.Type]func(any) place),
		tables:    make(map[string]source),
		calendars: make(map[span]*siblings),
	}
	r.addNights()
	r.addDays()
	r.addTests()
	r.addPeople()
	r.addAccess()
	r.addRelations()
	return r
}

// addRelations sets what each of the single relations is looked up by, and how.
func (r *Reader) addRelations() {
	byUser := func(p place) int { return p.user }
	r.places[reflect.TypeFor[*ent.PolarAccount]()] = func(row any) place { return accountPlace(row.(*ent.PolarAccount)) }
	r.people.key, r.people.fetch = byUser, r.fetchPeople
	r.accounts.key, r.accounts.fetch = byUser, r.fetchAccounts
	r.history.key, r.history.fetch = byUser, r.fetchHistory
	r.tokens.key, r.tokens.fetch = byUser, r.fetchTokens
	r.sessions.key, r.sessions.fetch = byUser, r.fetchSessions
	r.coverage.key, r.coverage.fetch = byUser, r.fetchCoverage
	r.latestSyncs.key, r.latestSyncs.fetch = byUser, r.fetchLatestSyncs
	r.results.key, r.results.fetch = func(p place) int { return p.id }, r.fetchResults
	r.samples.key, r.samples.fetch = seriesOf, r.fetchSamples
	r.polarIDs.key, r.polarIDs.fetch = byUser, r.fetchByPolarID
	r.changes.key, r.changes.fetch = byUser, r.fetchChanges
	r.places[reflect.TypeFor[*ent.RecordState]()] = func(row any) place { return changePlace(row.(*ent.RecordState)) }
	r.records.key = func(p place) model.ID { return model.NewID(typeNames[p.kind], p.id) }
	r.records.fetch = r.fetchRecords
}

// placeOf returns the place of a row of any table.
func (r *Reader) placeOf(row any) place {
	if placeOf, ok := r.places[reflect.TypeOf(row)]; ok {
		return placeOf(row)
	}
	return place{}
}

type contextKey struct{}

// NewContext returns a context with a Reader over the database. It is made when something is first read: a subscription
// has its context long before its event.
func NewContext(ctx context.Context, client *ent.Client) context.Context {
	return context.WithValue(ctx, contextKey{}, sync.OnceValue(func() *Reader { return New(client) }))
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
