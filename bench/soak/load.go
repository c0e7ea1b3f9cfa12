package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"polarflow/bench/latency"
)

// today is the phone app's home screen.
const today = `query Today($date: Date!) {
  viewer {
    displayName
    timeZone
    day(date: $date) {
      date
      sleep { score asleepSeconds deepSeconds remSeconds heartRateMinBpm startTime endTime nightlyRecharge { hrvRmssdMs ansCharge status breathingRateAvg } }
      activity { steps energyKcal activeSeconds dailyGoalPercent complete }
      cardioLoad { strain tolerance ratio status }
      skinTemperature { deviationCelsius }
      exercises { id sport sportName startTime durationSeconds distanceMeters cardioLoad heartRateAvgBpm }
    }
    polarAccount { status lastSyncedAt problem }
  }
}`

// patience is how long an answer, and an event, may take.
const patience = 30 * time.Second

// mostShown bounds how many mistakes of a sort are shown one by one.
const mostShown = 5

// question is one Today operation.
type question struct {
	person person
	date   string
	text   string
}

// ask returns the n-th operation of a run. Every second one is about the newest day, which its person has asked before
// from the second time on. Each of the others was never asked: one day after the other, and when there are no more, in
// the words of the app's next version.
func (w *world) ask(n int) question {
	round, who := n/2/len(w.people), n/2%len(w.people)
	q := question{w.people[who], w.dates[0], today}
	if n%2 == 1 {
		q.date = w.dates[round%len(w.dates)]
		q.text = fmt.Sprintf("# version %d\n%s", 1+round/len(w.dates), today)
	}
	return q
}

// sent is what became of the operations of a run.
type sent struct {
	latencies []time.Duration // of each operation in turn, from the moment that was planned for it
	failed    int
	mistakes  []error // the first of them
}

// all returns the latencies of all operations, again those of what is asked again and again, and once those of what was
// never asked before; the quickest first.
func (l sent) all() latency.Sorted   { return slices.Sorted(slices.Values(l.latencies)) }
func (l sent) again() latency.Sorted { return l.everySecond(0) }
func (l sent) once() latency.Sorted  { return l.everySecond(1) }

func (l sent) everySecond(first int) (list latency.Sorted) {
	for n := first; n < len(l.latencies); n += 2 {
		list = append(list, l.latencies[n])
	}
	slices.Sort(list)
	return list
}

// send sends the operations at the moments that were planned for them, however many are still unanswered (an open
// model), and returns when all have been answered.
func send(ctx context.Context, s settings, w *world, address string) sent {
	client := &http.Client{Timeout: patience, Transport: &http.Transport{MaxIdleConnsPerHost: 512, IdleConnTimeout: time.Minute}}
	defer client.CloseIdleConnections()
	var (
		all   sync.WaitGroup
		mu    sync.Mutex
		out   = sent{latencies: make([]time.Duration, int(s.length.Seconds()*float64(s.rate)))}
		began = time.Now()
	)
	for n := range out.latencies {
		due := began.Add(time.Duration(n) * time.Second / time.Duration(s.rate))
		time.Sleep(time.Until(due))
		if ctx.Err() != nil {
			break
		}
		all.Go(func() {
			err := w.ask(n).send(ctx, client, address)
			out.latencies[n] = time.Since(due)
			if err != nil {
				mu.Lock()
				defer mu.Unlock()
				if out.failed++; out.failed <= mostShown {
					out.mistakes = append(out.mistakes, err)
				}
			}
		})
	}
	all.Wait()
	return out
}

// send sends the operation, and returns an error unless the answer is about this person and this day.
func (q question) send(ctx context.Context, client *http.Client, address string) error {
	data, err := post(ctx, client, address, q.person.secret, q.text, map[string]string{"date": q.date})
	if err != nil {
		return err
	}
	var answer struct {
		Viewer struct {
			DisplayName string
			Day         struct{ Date string }
		}
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if got := answer.Viewer; got.DisplayName != q.person.name || got.Day.Date != q.date {
		return fmt.Errorf("asked about %s on %s and got %.200s", q.person.name, q.date, data)
	}
	return nil
}

// post sends an operation and returns the data of its answer.
func post(ctx context.Context, client *http.Client, address, secret, query string, variables map[string]string) (json.RawMessage, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+address+"/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json")
	r.Header.Set("Authorization", "Bearer "+secret)
	res, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	var answer struct{ Data, Errors json.RawMessage }
	if err := json.Unmarshal(text, &answer); err != nil || res.StatusCode != http.StatusOK || answer.Errors != nil {
		return nil, fmt.Errorf("status %s: %.300s", res.Status, text)
	}
	return answer.Data, nil
}
