package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	"polarflow/auth"
	"polarflow/bench/connected"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/polar"
	"polarflow/polar/sandbox"
)

// polarSide is a sandbox that serves the athletes over HTTP on the loopback interface, without limits, and
// a client for it that counts what comes over the wire.
type polarSide struct {
	sandbox *sandbox.Server
	web     *httptest.Server
	wire    *wire
	client  *polar.Client
	keys    *auth.Keyring
	busy    atomic.Int64 // nanoseconds that the sandbox took to answer
}

// newPolarSide starts to serve the athletes. Close ends that.
func newPolarSide(athletes []athlete) (*polarSide, error) {
	keys, err := connected.Keys()
	if err != nil {
		return nil, err
	}
	p := &polarSide{keys: keys, wire: &wire{}}
	p.sandbox = sandbox.New(sandbox.Options{
		ClientID: "id", ClientSecret: "secret", Now: func() time.Time { return now },
		Limits: sandbox.Limits{Off: true},
	})
	for _, a := range athletes {
		p.sandbox.AddAccount(a.polarID, a.profile, a.records)
	}
	p.web = httptest.NewServer(http.HandlerFunc(p.serve))
	p.client = polar.New(polar.Config{ClientID: "id", ClientSecret: "secret", APIURL: p.web.URL},
		&http.Client{Transport: p.wire})
	return p, nil
}

// serve has the sandbox answer and notes how long that took.
func (p *polarSide) serve(w http.ResponseWriter, r *http.Request) {
	begin := time.Now()
	p.sandbox.ServeHTTP(w, r)
	p.busy.Add(int64(time.Since(begin)))
}

// close stops the sandbox.
func (p *polarSide) close() {
	p.wire.CloseIdleConnections()
	p.web.Close()
}

// reset forgets the requests that were counted.
func (p *polarSide) reset() {
	p.sandbox.ResetRequests()
	p.busy.Store(0)
	p.wire.reset()
}

// connect makes a person of the athlete, connected to Polar and not due for an hour, so that only what is
// measured asks for a sync, and returns the access token too. ctx sees everybody.
func (p *polarSide) connect(ctx context.Context, db *database.DB, a athlete) (person *ent.User, token string, err error) {
	return connected.Person(ctx, db, p.keys, p.sandbox, connected.Account{
		PolarID: a.polarID, Zone: home, Due: now.Add(time.Hour), Reached: true,
	})
}
