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
// of jobs and change what they are told to: whoever serves them must let operators in only.
func (c *Client) Pages(prefix string) (http.Handler, error) {
	pages, err := riverui.NewHandler(&riverui.HandlerOpts{
		Endpoints: riverui.NewEndpoints(c.river, nil), Logger: slog.New(quiet{c.cfg.Log.Handler()}), Prefix: prefix,
	})
	if err != nil {
		return nil, fmt.Errorf("make River's pages: %w", err)
	}
	// Started, they would count all jobs every ten seconds for ever; as they are, they count while somebody looks.
	return pages, nil
}

// Traffic returns what decides how often people are synced; it may be a minute old.
func (c *Client) Traffic(ctx context.Context) (pacing.Traffic, error) { return c.traffic(ctx) }
