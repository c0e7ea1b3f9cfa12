package main

import (
	"net/http"

	"polarflow/engine"
	"polarflow/jobs"
	"polarflow/metrics"
	"polarflow/polar"
	"polarflow/web"
)

// observe has what this process does counted.
func (in *installation) observe() {
	in.metrics = metrics.New(version)
	in.metrics.AddEngine(&engine.Reader{DB: in.db, Now: in.now})
	for name, pool := range in.db.Pools() {
		in.metrics.AddPool(name, pool)
	}
	in.polar.Observe = func(c polar.Call) { in.metrics.Called(c.Path, c.Status, c.Duration) }
}

// served counts a request that was answered.
func (in *installation) served(s web.Served) { in.metrics.Requested(metrics.Request(s)) }

// metricsPage returns what serves the counts, nil when that is switched off.
func (in *installation) metricsPage() http.Handler {
	if !in.cfg.MetricsEnabled {
		return nil
	}
	return in.metrics.Handler(in.log)
}

// jobPages returns the pages about the job queue, nil when operators have none.
func (in *installation) jobPages(queue *jobs.Client) (http.Handler, error) {
	if !in.cfg.AdminEnabled {
		return nil, nil
	}
	return queue.Pages(web.JobsPath)
}

// probes returns the routes of a process that works jobs and serves nobody. Nobody is led to its port from
// elsewhere, so that it counts as this machine's own.
func (in *installation) probes() http.Handler {
	return web.NewProbes(web.Options{
		DB: in.db, Credentials: in.credentials, Metrics: in.metricsPage(), Observe: in.served,
		BaseURL: "http://localhost", TrustedProxies: in.cfg.TrustedProxies, Version: version, Log: in.log, Now: in.now,
	})
}
