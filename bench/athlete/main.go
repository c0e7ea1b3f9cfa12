// Command athlete measures what it takes to compute and to read a person's stored results: all days of ten years, and
// one new night. The person is synthetic, of a fixed seed.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"time"

	"polarflow/database"
	"polarflow/database/dbtest"
)

func main() {
	days := flag.Int("days", 3653, "how many days are stored")
	rounds := flag.Int("rounds", 9, "how many new nights are computed, and how often is read")
	flag.Parse()
	runtime.GOMAXPROCS(1) // what is said is said of one processor; the database has its own
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *days, *rounds)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/athlete:", err)
		os.Exit(1)
	}
}

// run measures SQLite and, where there is one, PostgreSQL.
func run(ctx context.Context, days, rounds int) error {
	if days < 100 || rounds < 1 {
		return errors.New("at least 100 days and a round")
	}
	fmt.Printf("%s, %s, %d CPUs, of which the program uses 1; %d days\n", time.Now().Format(time.DateOnly), runtime.Version(), runtime.NumCPU(), days)
	folder, err := os.MkdirTemp("", "polarflow-bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	if err := on(ctx, "SQLite", "sqlite://"+filepath.Join(folder, "polarflow.db"), days, rounds); err != nil {
		return err
	}
	cluster, err := dbtest.StartPostgres(ctx)
	if errors.Is(err, dbtest.ErrNoPostgres) {
		fmt.Println("PostgreSQL is left out:", err)
		return nil
	}
	if err != nil {
		return err
	}
	defer cluster.Stop()
	address, err := cluster.CreateEmpty(ctx)
	if err != nil {
		return err
	}
	return on(ctx, "PostgreSQL", address, days, rounds)
}

// on measures one database.
func on(ctx context.Context, name, address string, days, rounds int) (err error) {
	db, err := database.Open(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	p, err := newPerson(ctx, db, days)
	if err != nil {
		return err
	}
	fmt.Println()
	fmt.Println(name)
	return p.measure(rounds)
}
