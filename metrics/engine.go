package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"polarflow/engine"
	"polarflow/pacing"
)

// readTime is how long the database may take to say how the engine stands.
const readTime = 5 * time.Second

// AddEngine adds how the sync engine stands, read from the database at each scrape: every process of an
// installation says the same.
func (m *Metrics) AddEngine(reader *engine.Reader) { m.registry.MustRegister(gauges{reader}) }

// gauges collects how the engine stands.
type gauges struct{ reader *engine.Reader }

// describe returns the description of a gauge.
func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prefix+"_"+name, help, labels, nil)
}

var (
	people      = describe("people", "Connected people by how the connection stands.", "status")
	peopleDue   = describe("people_due", "People with a working connection whose time to be synced has come.")
	lateness    = describe("people_due_lateness_seconds", "How long ago the time of the person came who is due longest; 0 when nobody is.")
	age         = describe("sync_age_seconds", "How long ago the last sync of people with a working connection was, by rank: median, p99 (of a hundred people one has waited longer) or oldest.", "rank")
	limit       = describe("polar_limit_requests", "Requests that Polar allows in a window; missing while it has not said.", "window")
	used        = describe("polar_used_requests", "Requests that were made in the window.", "window")
	left        = describe("polar_left_requests", "Requests that are left in the window; missing while Polar has not told the limit.", "window")
	reset       = describe("polar_reset_timestamp_seconds", "When the window begins anew; 0 while none is under way.", "window")
	held        = describe("polar_held_requests", "Requests that are promised to syncs under way.")
	stopped     = describe("polar_stopped_until_timestamp_seconds", "When Polar may be asked again after it refused; 0 when it did not.")
	queue       = describe("queue_jobs", "Jobs that wait, run, or were given up.", "kind", "state")
	workers     = describe("workers", "Processes that work jobs and are alive.")
	webhook     = describe("webhook_active", "1 while Polar's webhook is active, 0 when it is not or there is none.")
	lastEvent   = describe("webhook_last_event_timestamp_seconds", "When the last genuine event came; 0 for never.")
	eventsQueue = describe("webhook_events_waiting", "Events that no job has taken up yet.")
)

// Describe says what can be collected.
func (gauges) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		people, peopleDue, lateness, age, limit, used, left, reset, held, stopped, queue, workers, webhook, lastEvent, eventsQueue,
	} {
		to <- d
	}
}

// Collect reads the database. What cannot be read is an error in place of its gauges.
func (g gauges) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), readTime)
	defer cancel()
	for first, read := range map[*prometheus.Desc]func(context.Context) ([]prometheus.Metric, error){
		people: g.people, limit: g.budget, queue: g.queue, workers: g.workers, webhook: g.webhook,
	} {
		found, err := read(ctx)
		if err != nil {
			to <- prometheus.NewInvalidMetric(first, err)
			continue
		}
		for _, metric := range found {
			to <- metric
		}
	}
}

func (g gauges) people(ctx context.Context) ([]prometheus.Metric, error) {
	p, err := g.reader.People(ctx)
	if err != nil {
		return nil, err
	}
	late := 0.0
	if !p.OldestDue.IsZero() {
		late = g.reader.Now().Sub(p.OldestDue).Seconds()
	}
	return []prometheus.Metric{
		gauge(people, float64(p.Active), "active"), gauge(people, float64(p.ConsentMissing), "consent_missing"),
		gauge(people, float64(p.Revoked), "revoked"), gauge(peopleDue, float64(p.Due)), gauge(lateness, late),
		gauge(age, p.Ages.Median.Seconds(), "median"), gauge(age, p.Ages.P99.Seconds(), "p99"), gauge(age, p.Ages.Oldest.Seconds(), "oldest"),
	}, nil
}

func (g gauges) budget(ctx context.Context) ([]prometheus.Metric, error) {
	b, err := g.reader.Budget(ctx)
	if err != nil {
		return nil, err
	}
	found := []prometheus.Metric{gauge(held, float64(b.Held)), gauge(stopped, timestamp(b.StoppedUntil))}
	for name, w := range map[string]pacing.Window{"15m": b.Short, "24h": b.Long} {
		found = append(found, gauge(used, float64(w.Used), name), gauge(reset, timestamp(w.ResetsAt), name))
		if w.Limit > 0 {
			found = append(found, gauge(limit, float64(w.Limit), name), gauge(left, float64(max(w.Limit-w.Used, 0)), name))
		}
	}
	return found, nil
}

func (g gauges) queue(ctx context.Context) ([]prometheus.Metric, error) {
	jobs, err := g.reader.Queue(ctx)
	found := make([]prometheus.Metric, len(jobs))
	for i, j := range jobs {
		found[i] = gauge(queue, float64(j.Count), j.Kind, j.State)
	}
	return found, err
}

func (g gauges) workers(ctx context.Context) ([]prometheus.Metric, error) {
	processes, err := g.reader.Workers(ctx)
	alive := 0
	for _, p := range processes {
		if p.Alive {
			alive++
		}
	}
	return []prometheus.Metric{gauge(workers, float64(alive))}, err
}

func (g gauges) webhook(ctx context.Context) ([]prometheus.Metric, error) {
	w, err := g.reader.Webhook(ctx)
	if err != nil {
		return nil, err
	}
	if w == nil {
		w = &engine.Webhook{}
	}
	active, last := 0.0, 0.0
	if w.Active {
		active = 1
	}
	if w.LastEventAt != nil {
		last = timestamp(*w.LastEventAt)
	}
	return []prometheus.Metric{gauge(webhook, active), gauge(lastEvent, last), gauge(eventsQueue, float64(w.Waiting))}, nil
}

// gauge returns a gauge with a value and the values of its labels.
func gauge(d *prometheus.Desc, value float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
}

// timestamp returns a time as seconds since 1970, and 0 for the zero time.
func timestamp(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
