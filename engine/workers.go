package engine

import (
	"context"
	"time"

	"polarflow/ent"
	"polarflow/ent/workerprocess"
)

// mostWorkers bounds the list of processes.
const mostWorkers = 1000

// Workers returns the processes that work jobs, the first started first; one that fell silent a while ago is
// still among them until another clears it away. It takes one statement.
func (r *Reader) Workers(ctx context.Context) ([]*ent.WorkerProcess, error) {
	found, err := r.DB.Ent.WorkerProcess.Query().
		Order(workerprocess.ByStartedAt(), workerprocess.ByID()).Limit(mostWorkers).All(system(ctx))
	return found, wrap("read worker processes", err)
}

// aliveFor is how long after its last sign a process counts as alive.
const aliveFor = 25 * time.Second

// IsAlive reports whether a process has given a sign of life lately.
func (r *Reader) IsAlive(p *ent.WorkerProcess) bool { return r.Now().Sub(p.SeenAt) < aliveFor }
