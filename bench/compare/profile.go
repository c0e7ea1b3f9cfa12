package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/graph"
)

// profile answers polarflow's questions in this process, one after the other, and writes where the time goes.
func profile(ctx context.Context, s settings, w world) error {
	db, err := database.Open(ctx, w.address)
	if err != nil {
		return err
	}
	defer db.Close()
	for suffix, kept := range map[string]int{"": 0, "-kept": 64 << 20} {
		if err := profileAll(ctx, s, w, db, kept, suffix); err != nil {
			return err
		}
	}
	return nil
}

// profileAll answers all questions, and keeps so many bytes of answers.
func profileAll(ctx context.Context, s settings, w world, db *database.DB, kept int, suffix string) error {
	credentials := &auth.Credentials{Ent: db.Ent, APIKey: serviceKey, Now: time.Now}
	handler := graph.NewHandler(graph.Options{DB: db, Credentials: credentials, Log: slog.Default(), Now: time.Now, KeptAnswers: kept})
	answer := func(r *http.Request) *httptest.ResponseRecorder {
		credential, err := credentials.Recognise(ctx, auth.SecretOf(r))
		if err != nil {
			panic(err)
		}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, r.WithContext(credential.In(ctx)))
		return answer
	}
	for _, q := range questions() {
		if !s.asks(q) {
			continue
		}
		requests := q.asks[polarflow].requests(&running{kind: kind{dialect: polarflow, path: "/graphql"}, address: "localhost"}, w)
		if err := profileOne(s, q.name+suffix, requests, answer); err != nil {
			return err
		}
	}
	return nil
}

// warmUp is how many requests come before the measurement.
const warmUp = 200

// profileOne answers one question again and again.
func profileOne(s settings, name string, requests [][]byte, answer func(*http.Request) *httptest.ResponseRecorder) error {
	file, err := os.Create(filepath.Join(s.profile, name+".pprof"))
	if err != nil {
		return err
	}
	defer file.Close()
	var before, after runtime.MemStats
	n, began := 0, time.Time{}
	for warm := true; warm || time.Since(began) < s.measure; n++ {
		if n == warmUp && warm {
			warm, n, began = false, 0, time.Now()
			runtime.ReadMemStats(&before)
			if err := pprof.StartCPUProfile(file); err != nil {
				return err
			}
		}
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(requests[n%len(requests)])))
		if err != nil {
			return err
		}
		if a := answer(r); a.Code != http.StatusOK {
			return fmt.Errorf("%s: status %d: %.200s", name, a.Code, a.Body)
		}
	}
	pprof.StopCPUProfile()
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	fmt.Printf("%-14s %6.2f ms, %d allocations, %d kB each, one at a time\n", name, took.Seconds()*1000/float64(n),
		(after.Mallocs-before.Mallocs)/uint64(n), (after.TotalAlloc-before.TotalAlloc)/uint64(n)>>10)
	return nil
}
