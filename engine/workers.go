package engine

import (
	"context"
	"time"

	"polarflow/ent"
	"polarflow/ent/workerprocess"
)

// mostWorkers bounds the list of processes.
const mostWorkers = 1000

// Worker is a process that works jobs.
type Worker struct {
	*ent.WorkerProcess
	// Alive says that it has given a sign of life lately, by the clock by which it gives them.
	Alive bool
}

// Workers returns the processes that work jobs, the first started first; one that fell silent a while ago is
// still among them until another clears it away. It takes two statements.
func (r *Reader) Workers(ctx context.Context) ([]Worker, error) {
	now, err := r.DB.Clock(ctx, r.Now)
	if err != nil {
		return nil, wrap("read the clock of heartbeats", err)
	}
	found, err := r.DB.Ent.WorkerProcess.Query().
		Order(workerprocess.ByStartedAt(), workerprocess.ByID()).Limit(mostWorkers).All(system(ctx))
	workers := make([]Worker, len(found))
	for i, p := range found {
		workers[i] = Worker{p, now.Sub(p.SeenAt) < aliveFor}
	}
	return workers, wrap("read worker processes", err)
}

// aliveFor is how long after its last sign a process counts as alive.
const aliveFor = 25 * time.Second
