package graph

import (
	"context"
	"log/slog"
	"time"

	"polarflow/auth"
	"polarflow/database"
	"polarflow/engine"
	"polarflow/ent"
	"polarflow/graph/rows"
	"polarflow/jobs"
)

// Options is what the API works with.
type Options struct {
	DB          *database.DB
	Credentials *auth.Credentials
	Connector   *auth.Connector
	// PolarConfigured says that there is a client at Polar, and RedirectURL is what it has to have there.
	PolarConfigured bool
	RedirectURL     string
	// Limits counts the operations over WebSocket; package web counts the requests.
	Limits *auth.Limits
	// Costs is what the operations of a credential may cost in a minute; nil for no limit but that of each operation.
	Costs *auth.Limits
	// KeptAnswers is how many bytes of answers are kept for when people ask the same again and nothing has changed; 0 keeps
	// none.
	KeptAnswers int
	// OperationTime is how long a query or mutation may take; 0 is 10 s.
	OperationTime time.Duration
	// Enqueue queues a sync, Disconnect ends a connection, and Forget deletes a person's jobs, each in a
	// transaction; they are the methods of jobs.Client.
	Enqueue    func(ctx context.Context, tx *ent.Tx, r jobs.Request) (run *ent.SyncRun, alreadyRunning bool, err error)
	Disconnect func(ctx context.Context, tx *ent.Tx, userID int) (wasConnected bool, err error)
	Forget     func(ctx context.Context, tx *ent.Tx, userID int) error
	// Engine tells operators how the sync engine stands.
	Engine *engine.Reader
	// Observe, if not nil, is told of every response: to a query, mutation or subscription (empty for a request
	// that could not be read), with the code of its first error, or OK.
	Observe func(operation, code string, took time.Duration)
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
	// Documents, if not nil, are the only ones that run.
	Documents *Documents
	// Patience is how long connections that stay open wait.
	Patience Patience
	// Ending is closed when the server ends, and with it such connections; nil never is.
	Ending <-chan struct{}
}

// Resolver answers the fields of the schema.
type Resolver struct {
	Options
	tables    *rows.Tables
	following *audiences
	outlooks  *outlooks
}

// read returns the Reader of the request.
func read(ctx context.Context) *rows.Reader { return rows.From(ctx) }
