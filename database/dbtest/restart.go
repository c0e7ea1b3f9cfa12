package dbtest

import (
	"context"
	"errors"
	"fmt"
	"syscall"
)

// ErrNotOwn is returned when a server is to be restarted that was there before, and that others may be using.
var ErrNotOwn = errors.New("the PostgreSQL server of TEST_DATABASE_URL is not restarted")

// Restart ends every connection to a private server, stops it and starts it again, with its databases as they were.
// It returns when the server answers.
func (c *Cluster) Restart(ctx context.Context) error {
	if c.process == nil {
		return ErrNotOwn
	}
	binaries, err := findBinaries()
	if err != nil {
		return err
	}
	owner, err := serverUser(c.folder)
	if err != nil {
		return err
	}
	if err := c.process.Process.Signal(syscall.SIGINT); err != nil { // fast shutdown
		return fmt.Errorf("stop PostgreSQL: %w", err)
	}
	_ = c.process.Wait() // it says how it ended, which does not matter
	return c.start(ctx, binaries, owner)
}
