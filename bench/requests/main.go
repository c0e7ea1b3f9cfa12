// Command requests prints how many requests to Polar the syncs of one person take, as the run says and as the
// sandbox has counted, with the paths that were asked for.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"polarflow/ent/syncrun"
	"polarflow/jobs"
	"polarflow/polar/sandbox"
)

func main() {
	if err := measure(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "requests:", err)
		os.Exit(1)
	}
}

// scene is one kind of sync, and at most how many requests it should take.
type scene struct {
	name    string
	most    int
	later   time.Duration // after the one before
	trigger syncrun.Trigger
	upload  func(sandbox.Record) bool // what the watch has uploaded meanwhile
	asks    []jobs.Ask
}

// scenes are the syncs in the order in which they happen. Day is the last date of the athlete.
func scenes(day, night string, exercise sandbox.Record) []scene {
	kindOn := func(kind sandbox.Kind, date string) func(sandbox.Record) bool {
		return func(r sandbox.Record) bool { return r.Kind == kind && r.Date == date }
	}
	return []scene{
		{name: "first sync", most: 14, trigger: syncrun.TriggerCONNECT},
		{name: "button, nothing new", most: 14, trigger: syncrun.TriggerMANUAL},
		{name: "scheduled, nothing new", most: 8, later: time.Hour, trigger: syncrun.TriggerSCHEDULED},
		{name: "scheduled, six hours later", most: 8, later: 6 * time.Hour, trigger: syncrun.TriggerSCHEDULED},
		{name: "scheduled, a day later", most: 8, later: 24 * time.Hour, trigger: syncrun.TriggerSCHEDULED},
		{name: "webhook of a night", most: 4, trigger: syncrun.TriggerWEBHOOK, upload: kindOn(sandbox.KindSleep, night), asks: []jobs.Ask{
			{Kind: "SLEEP", Subject: night}, {Kind: "NIGHTLY_RECHARGE", Subject: night}, {Kind: "SKIN_TEMPERATURE", Subject: night},
		}},
		{name: "webhook of an exercise", most: 2, trigger: syncrun.TriggerWEBHOOK,
			upload: func(r sandbox.Record) bool { return r.ID != "" && r.ID == exercise.ID },
			asks:   []jobs.Ask{{Kind: "EXERCISE", Subject: exercise.ID}, {Kind: "CARDIO_LOAD"}}},
		{name: "scheduled, a new night", most: 14, later: time.Hour, trigger: syncrun.TriggerSCHEDULED, upload: kindOn(sandbox.KindSleep, day)},
	}
}

// print shows one line of figures and the paths below it.
func (s scene) print(run, counted int, asked []sandbox.Request) {
	verdict := "ok"
	if counted > s.most || counted != run {
		verdict = "NOT AS IT SHOULD BE"
	}
	fmt.Printf("%-28s %2d requests, at most %2d, the run says %2d  %s\n", s.name, counted, s.most, run, verdict)
	paths := make([]string, len(asked))
	for i, r := range asked {
		paths[i] = strings.TrimPrefix(strings.TrimPrefix(r.Path, "/v3/"), "users/")
	}
	fmt.Println("    " + strings.Join(paths, " "))
}
