package main

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/database/dbtest"
	"polarflow/ent"
	"polarflow/ent/viewer"
	"polarflow/series"
)

// today is the last date with data.
var today = time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC)

// fillStatements are separated by semicolons.
//
//go:embed fill.sql
var fillStatements string

// world is a filled database.
type world struct {
	address string
	rows    int
	secrets []string // the token of each person, who have the ids from 1
}

// fill makes a database with people.
func fill(ctx context.Context, cluster *dbtest.Cluster, people, days int) (world, error) {
	address, err := cluster.CreateEmpty(ctx)
	if err != nil {
		return world{}, err
	}
	db, err := database.Open(ctx, address)
	if err != nil {
		return world{}, err
	}
	defer db.Close()
	if err := db.Migrate(ctx); err != nil {
		return world{}, err
	}
	if err := runFill(ctx, db.SQL, people, days); err != nil {
		return world{}, err
	}
	w := world{address: address}
	ctx = viewer.System(ctx)
	for person := 1; person <= people; person++ {
		secret, prefix, hash, err := auth.NewToken()
		if err != nil {
			return world{}, err
		}
		w.secrets = append(w.secrets, secret)
		if err := db.Ent.ApiToken.Create().SetUserID(person).SetName("compare").SetPrefix(prefix).SetHash(hash).
			SetScopes([]string{string(viewer.Read)}).Exec(ctx); err != nil {
			return world{}, fmt.Errorf("make token: %w", err)
		}
	}
	if err := addSamples(ctx, db.Ent, people); err != nil {
		return world{}, err
	}
	w.rows, err = count(ctx, db.SQL)
	return w, err
}

// runFill runs the statements on one connection, with the values in place of their parameters.
func runFill(ctx context.Context, pool *sql.DB, people, days int) error {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SET statement_timeout = 0"); err != nil {
		return err
	}
	values := strings.NewReplacer("$1", strconv.Itoa(people), "$2", strconv.Itoa(days), "$3", "'"+today.Format(time.DateOnly)+"'")
	for statement := range strings.SplitSeq(values.Replace(fillStatements), ";\n") {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", strings.TrimSpace(statement), err)
		}
	}
	return nil
}

// sampled are the series that each person's last session has, with the size of a step from one sample to the next.
var sampled = map[string]float64{
	"HEART_RATE": 1, "SPEED": 0.1, "CADENCE": 1, "ALTITUDE": 0.5, "POWER": 3, "DISTANCE": 2.9, "TEMPERATURE": 0.1,
}

// addSamples gives each person's last session two hours of samples, one a second.
func addSamples(ctx context.Context, client *ent.Client, people int) error {
	var creates []*ent.SampleSeriesCreate
	for name, step := range sampled {
		s := series.Series{}
		for second := range 7200 {
			s.Offsets = append(s.Offsets, int64(second)*1000)
			value := 120 + 40*step*math.Sin(float64(second)/300) + step*float64(second*7919%13)
			s.Values = append(s.Values, math.Round(value*10)/10)
		}
		data, err := series.Encode(s)
		if err != nil {
			return err
		}
		for person := 1; person <= people; person++ {
			creates = append(creates, client.SampleSeries.Create().SetUserID(person).SetKind("EXERCISE").
				SetRecordKey(fmt.Sprintf("x%d-0", person)).SetName(name).SetStartTime(today.Add(15*time.Hour)).
				SetUtcOffsetSeconds(7200).SetCount(s.Len()).SetData(data))
		}
	}
	if err := client.SampleSeries.CreateBulk(creates...).Exec(ctx); err != nil {
		return fmt.Errorf("add samples: %w", err)
	}
	return nil
}

// count returns how many rows there are in all.
func count(ctx context.Context, pool *sql.DB) (rows int, err error) {
	if _, err = pool.ExecContext(ctx, "ANALYZE"); err != nil {
		return 0, err
	}
	err = pool.QueryRowContext(ctx, `SELECT sum(reltuples)::bigint FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 0`).Scan(&rows)
	return rows, err
}
