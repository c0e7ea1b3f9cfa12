package graph

import (
	"context"
	"log/slog"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/ent"
	"polarflow/graph/rows"
	"polarflow/jobs"
)

// Options is what the API works with.
type Options struct {
	DB          *database.DB
	Credentials *auth.Credentials
	Connector   *auth.Connector
	// Enqueue queues a sync in a transaction; it is the method of jobs.Client.
	Enqueue func(ctx context.Context, tx *ent.Tx, r jobs.Request) (run *ent.SyncRun, alreadyRunning bool, err error)
	Log     *slog.Logger
	// Now is the clock.
	Now func() time.Time
	// TimeZone is the IANA name that people have until somebody sets theirs.
	TimeZone string
	// Introspection lets clients read the schema through the API; without it errors do not give hints of
	// what exists either.
	Introspection bool
	// AllowedOrigins are the browser origins that may open a WebSocket besides the server's own.
	AllowedOrigins []string
}

// Resolver answers the fields of the schema.
type Resolver struct{ Options }

// read returns the Reader of the request.
func read(ctx context.Context) *rows.Reader { return rows.From(ctx) }
