package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"riverqueue.com/riverui"

	"polarflow/pacing"
)

// Pages returns River's own pages about the queue, for a path that begins with prefix. They show the arguments
// of jobs and change what they are told to: whoever serves them must let operators in only. They live until ctx
// ends.
func (c *Client) Pages(ctx context.Context, prefix string) (http.Handler, error) {
	pages, err := riverui.NewHandler(&riverui.HandlerOpts{
		Endpoints: riverui.NewEndpoints(c.river, nil), Logger: slog.New(quiet{c.cfg.Log.Handler()}), Prefix: prefix,
	})
	if err != nil {
		return nil, fmt.Errorf("make River's pages: %w", err)
	}
	if err := pages.Start(ctx); err != nil {
		return nil, fmt.Errorf("start River's pages: %w", err)
	}
	return pages, nil
}

// Traffic returns what decides how often people are synced; it may be a minute old.
func (c *Client) Traffic(ctx context.Context) (pacing.Traffic, error) { return c.traffic(ctx) }
