package jobs

import (
	"context"
	"log/slog"
)

// quiet passes on warnings and errors only: River tells of every start, count and stop as information, which
// is none to the operator of polarflow.
type quiet struct{ slog.Handler }

// Enabled reports whether a record of that level is passed on.
func (q quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && q.Handler.Enabled(ctx, level)
}

// WithAttrs keeps quiet with more attributes.
func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(attrs)} }

// WithGroup keeps quiet in a group.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }
