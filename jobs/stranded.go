package jobs

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/syncrun"
)

// stranded holds for runs that are not over and that no job will carry on: River gave it up or lost it, or an
// operator has cancelled it.
func stranded(s *sql.Selector) {
	job := sql.Table("river_job")
	atWork := sql.Dialect(s.Dialect()).Select(job.C("id")).From(job).Where(sql.And(
		sql.ColumnsEQ(job.C("id"), s.C(syncrun.FieldJobID)),
		sql.NotIn(job.C("state"), "completed", "cancelled", "discarded"),
	))
	s.Where(sql.And(sql.IsNull(s.C(syncrun.FieldFinishedAt)), sql.NotNull(s.C(syncrun.FieldJobID)), sql.Not(sql.Exists(atWork))))
}

// endStranded ends the runs that are stranded, each of which would keep its person from being synced ever again.
func (c *Client) endStranded(ctx context.Context) error {
	runs, err := c.cfg.DB.Ent.SyncRun.Query().Where(stranded).IDs(ctx)
	if err != nil {
		return fmt.Errorf("look for stranded runs: %w", err)
	}
	for _, id := range runs {
		err := c.cfg.DB.InTx(ctx, func(tx *ent.Tx) error {
			err := tx.SyncRun.Update().Where(syncrun.ID(id), stranded).SetStatus(syncrun.StatusFAILED).
				SetFinishedAt(c.now()).SetHeldRequests(0).ClearResumesAt().SetError("internal error").Exec(ctx)
			if err != nil {
				return err
			}
			return c.cfg.DB.Announce(ctx, tx, database.TopicRun(id))
		})
		if err != nil {
			return fmt.Errorf("end stranded run: %w", err)
		}
		c.cfg.Log.WarnContext(ctx, "ended a run that had no job any more", "run", id)
	}
	return nil
}
