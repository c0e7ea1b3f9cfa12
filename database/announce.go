package database

import (
	"context"
	"fmt"
	"strconv"

	"github.com/lib/pq"

	"polarflow/ent"
)

// The topics that are announced. Nothing but the topic goes over the wire: whoever listens looks for what is
// new.
const (
	TopicPeople  = "people"  // the records of anybody have changed
	TopicBudget  = "budget"  // Polar has stopped us, or its limits have been reset
	TopicWebhook = "webhook" // the registration of the webhook has changed

	TopicRequests = "requests" // one more request may be on its way to Polar
)

// TopicPerson is the topic of changes to the records of one person.
func TopicPerson(userID int) string { return "person:" + strconv.Itoa(userID) }

// TopicRun is the topic of the steps of one sync run.
func TopicRun(runID int) string { return "run:" + strconv.Itoa(runID) }

// channel is the one PostgreSQL channel over which the topics go.
const channel = "polarflow"

// notifyTopics announces the topics over the channel. PostgreSQL does so after the commit, and each once.
const notifyTopics = `SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic`

// Announce has every process look that listens to one of the topics, once the transaction is committed. The
// transaction has to be one of InTx.
func (db *DB) Announce(ctx context.Context, tx *ent.Tx, topics ...string) error {
	if !db.IsPostgres() {
		for _, topic := range topics {
			db.note(tx.SQLTx(), notice{topic: topic})
		}
		return nil
	}
	if _, err := tx.ExecContext(ctx, notifyTopics, channel, pq.Array(topics)); err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	return nil
}

// AnnounceNow has every process look that listens to one of the topics. What they are to find is committed
// already.
func (db *DB) AnnounceNow(ctx context.Context, topics ...string) error {
	if !db.IsPostgres() {
		for _, topic := range topics {
			db.hub.deliver(notice{topic: topic})
		}
		return nil
	}
	if _, err := db.SQL.ExecContext(ctx, notifyTopics, channel, pq.Array(topics)); err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	return nil
}

// Listen returns a channel that is poked at least once after each announcement of the topic by any process,
// until stop is called. One poke may stand for several announcements. Whoever listens first and then looks,
// and looks again at each poke, misses nothing: there is a poke too when announcements may have been lost
// because the connection to PostgreSQL was. The channel is never closed.
//
// On SQLite only the announcements of this process are heard: only one process works on such a database.
func (db *DB) Listen(topic string) (poked <-chan struct{}, stop func()) {
	poked, stop = db.hub.listen(topic)
	db.tuneIn()
	return poked, stop
}

// tuneIn sees to it that this process hears what others announce.
func (db *DB) tuneIn() {
	if db.antenna != nil {
		db.antenna.raise()
	}
}
