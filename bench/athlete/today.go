package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"time"

	"polarflow/auth"
	"polarflow/graph"
)

// serviceKey is a credential, whose answers are never kept from one request to the next.
const serviceKey = "the key of a measurement, longer than 32"

// today is what a phone app shows in the morning.
const today = `query($date: Date) { user(externalId: "bench") { polarAccount { status } latestSyncRun { id } today(date: $date) {
	date asOf headline sleepDebt { sentence } freshness { kind date daysAgo } insights { kind sentence from to }
	readiness { score { value n reason } band parts { signal z weight points } sentence }
	lastNight { signal value { value } usual { low high } } activity { value { value } usual { low high } }
	trainingLoad { load { value } shortTerm { value } longTerm { value } balance { value } flags }
	day { sleep { asleepSeconds score startTime } activity { steps } exercises { id sportName durationSeconds } }
} } }`

// asks returns what asks the API how the person is doing, and fails for any other answer.
func (p *person) asks() func() error {
	credentials := &auth.Credentials{Ent: p.db.Ent, APIKey: serviceKey, Now: time.Now}
	handler := graph.NewHandler(graph.Options{
		DB: p.db, Credentials: credentials, Log: slog.New(slog.DiscardHandler), Now: time.Now, TimeZone: "UTC",
	})
	return func() error {
		body, err := json.Marshal(map[string]any{"query": today, "variables": map[string]string{"date": p.last.String()}})
		if err != nil {
			return err
		}
		r := httptest.NewRequestWithContext(p.ctx, http.MethodPost, "/graphql", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-API-Key", serviceKey)
		credential, err := credentials.Recognise(p.ctx, serviceKey)
		if err != nil {
			return err
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, r.WithContext(credential.In(p.ctx)))
		if answer.Code != http.StatusOK || bytes.Contains(answer.Body.Bytes(), []byte(`"errors"`)) || !bytes.Contains(answer.Body.Bytes(), []byte(`"headline":"`)) {
			return fmt.Errorf("today: %d: %.300s", answer.Code, answer.Body)
		}
		return nil
	}
}
