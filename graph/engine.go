package graph

import (
	"context"
	"time"

	"polarflow/engine"
	"polarflow/ent"
	"polarflow/graph/model"
	"polarflow/graph/rows"
	"polarflow/pacing"
)

// peopleOf returns how people stand as the API says it.
func (r *Resolver) peopleOf(p engine.People) *model.EnginePeople {
	said := &model.EnginePeople{
		Active: p.Active, ConsentMissing: p.ConsentMissing, Revoked: p.Revoked, NeverSynced: p.NeverSynced,
		Due: p.Due, OldestDueAt: known(p.OldestDue),
	}
	if said.OldestDueAt != nil {
		late := wholeSeconds(r.Now().Sub(p.OldestDue))
		said.OldestDueLateSeconds = &late
	}
	if p.Active > p.NeverSynced {
		median, p99, oldest := wholeSeconds(p.Ages.Median), wholeSeconds(p.Ages.P99), wholeSeconds(p.Ages.Oldest)
		said.LastSyncAgeMedianSeconds, said.LastSyncAgeP99Seconds, said.LastSyncAgeOldestSeconds = &median, &p99, &oldest
	}
	return said
}

func intervalOf(in engine.Interval) *model.EngineInterval {
	return &model.EngineInterval{
		WishedSeconds: wholeSeconds(in.Wished), PlannedSeconds: wholeSeconds(in.Planned),
		KeptSeconds: known(wholeSeconds(in.Kept)), RequestsPerSync: known(in.RequestsPerSync),
	}
}

func budgetOf(b engine.Budget) *model.EngineBudget {
	return &model.EngineBudget{
		Short: windowOf(b.Short), Long: windowOf(b.Long), HeldRequests: b.Held, StoppedUntil: known(b.StoppedUntil),
	}
}

func windowOf(w pacing.Window) *model.EngineWindow {
	return &model.EngineWindow{
		LimitRequests: known(w.Limit), UsedRequests: w.Used, ReservedRequests: known(w.Reserved()), ResetsAt: known(w.ResetsAt),
	}
}

func queueOf(queue []engine.Jobs) []*model.EngineJobs {
	said := make([]*model.EngineJobs, len(queue))
	for i, j := range queue {
		said[i] = &model.EngineJobs{Kind: j.Kind, State: j.State, Count: j.Count}
	}
	return said
}

func workersOf(processes []engine.Worker) []*model.EngineWorker {
	said := make([]*model.EngineWorker, len(processes))
	for i, p := range processes {
		said[i] = &model.EngineWorker{Name: p.Name, StartedAt: p.StartedAt, SeenAt: p.SeenAt, Alive: p.Alive}
	}
	return said
}

func webhookOf(w *engine.Webhook) *model.EngineWebhook {
	if w == nil {
		return nil
	}
	return &model.EngineWebhook{
		URL: w.URL, Active: w.Active, Alive: w.Alive, CheckedAt: w.CheckedAt, LastEventAt: w.LastEventAt,
		WaitingEvents: w.Waiting, Problem: w.Problem,
	}
}

// failures returns the last failures with their people and syncs. One whose person was deleted meanwhile is
// left out.
func (r *Resolver) failures(ctx context.Context, first *int) ([]*model.EngineFailure, error) {
	atMost, err := rows.AtMost(first)
	if err != nil {
		return nil, err
	}
	found, err := r.Options.Engine.Failures(ctx, atMost)
	if err != nil {
		return nil, err
	}
	var ids []model.ID
	for _, f := range found {
		ids = append(ids, model.NewID("User", f.UserID), model.NewID("SyncRun", f.RunID))
	}
	about, err := read(ctx).Find(ctx, ids)
	if err != nil {
		return nil, err
	}
	said := make([]*model.EngineFailure, 0, len(found))
	for _, f := range found {
		person, _ := about[model.NewID("User", f.UserID)].(*ent.User)
		run, _ := about[model.NewID("SyncRun", f.RunID)].(*ent.SyncRun)
		if person != nil && run != nil {
			said = append(said, &model.EngineFailure{
				User: person, Run: run, Kind: filled(f.Kind), Code: filled(f.Code), Message: f.Message, At: f.At,
			})
		}
	}
	return said, nil
}

// known returns nil for a value that is zero, where that means that there is none.
func known[T comparable](value T) *T {
	if value == *new(T) {
		return nil
	}
	return &value
}

func wholeSeconds(d time.Duration) int { return int(d.Seconds()) }
