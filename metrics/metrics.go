// Package metrics counts what a process does and serves the counts to Prometheus. Units are base units, labels
// come from short fixed lists, and no label says anything about a person.
package metrics

import (
	"database/sql"
	"log/slog"
	"net/http"
	"runtime"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are the counts of one process. It is safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry

	requests     *prometheus.CounterVec
	requestTime  *prometheus.HistogramVec
	responses    *prometheus.CounterVec
	responseTime *prometheus.HistogramVec
	jobs         *prometheus.CounterVec
	jobTime      *prometheus.HistogramVec
	jobWait      *prometheus.HistogramVec
	calls        *prometheus.CounterVec
	callTime     *prometheus.HistogramVec
}

// The bounds of the histograms, in seconds.
var (
	answerBuckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
	callBuckets   = []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 120}
	jobBuckets    = []float64{.01, .05, .1, .5, 1, 5, 10, 30, 60, 300, 1800}
)

// New returns counts that stand at zero, those of the Go runtime and the process among them. The version is
// the program's.
func New(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),

		requests:    counters("http_requests_total", "HTTP requests that were answered.", "method", "route", "status"),
		requestTime: histograms("http_request_duration_seconds", "Time from a request to the end of its answer; without streams, which last as long as somebody listens.", answerBuckets, "method", "route"),

		responses:    counters("graphql_responses_total", "GraphQL responses, each event of a subscription included, by the code of their first error, or OK.", "operation", "code"),
		responseTime: histograms("graphql_response_duration_seconds", "Time from the start of a query or mutation to its response.", answerBuckets, "operation"),

		jobs:    counters("jobs_total", "Jobs that were worked, by how that ended: done, waits (to go on later), cancelled or failed.", "kind", "outcome"),
		jobTime: histograms("job_duration_seconds", "Time that a job was worked.", jobBuckets, "kind"),
		jobWait: histograms("job_wait_seconds", "Time from when a job could be worked to when it was.", jobBuckets, "kind"),

		calls:    counters("polar_requests_total", "Requests to Polar by the template of their path: ok, nothing (204 or 404), unauthorized, forbidden, limited (429), refused (another 4xx), failed (5xx) or unreachable.", "path", "outcome"),
		callTime: histograms("polar_request_duration_seconds", "Time from a request to the headers of Polar's answer.", callBuckets, "path"),
	}
	m.registry.MustRegister(m.requests, m.requestTime, m.responses, m.responseTime, m.jobs, m.jobTime, m.jobWait,
		m.calls, m.callTime, buildInfo(version),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// AddPool adds the connections of a database pool under a name.
func (m *Metrics) AddPool(name string, pool *sql.DB) {
	m.registry.MustRegister(collectors.NewDBStatsCollector(pool, name))
}

// Handler serves the counts in Prometheus' format. What could not be read is left out, and the log says why.
func (m *Metrics) Handler(log *slog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelError), ErrorHandling: promhttp.ContinueOnError,
		MaxRequestsInFlight: mostScrapes,
	})
}

// mostScrapes is how many may read the counts at once.
const mostScrapes = 4

// prefix begins the names of all metrics of polarflow's own.
const prefix = "polarflow"

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: prefix, Name: name, Help: help}, labels)
}

func histograms(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: prefix, Name: name, Help: help, Buckets: buckets}, labels)
}

// buildInfo is 1, and its labels say what runs.
func buildInfo(version string) prometheus.Collector {
	g := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: prefix, Name: "build_info", Help: "1; the labels say what runs.",
		ConstLabels: prometheus.Labels{"version": version, "go_version": runtime.Version()},
	}, func() float64 { return 1 })
	return g
}
