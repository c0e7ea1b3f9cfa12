package database

import (
	"database/sql"
	"sync"
)

// pending keeps what is announced in open transactions until they are committed, for a database that does not
// do so itself.
type pending struct {
	mu      sync.Mutex
	notices map[*sql.Tx][]notice
}

func newPending() *pending { return &pending{notices: make(map[*sql.Tx][]notice)} }

// begin has the transaction's announcements kept.
func (p *pending) begin(tx *sql.Tx) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.notices[tx] = nil
}

// add keeps an announcement. It returns false for a transaction that has not been begun here.
func (p *pending) add(tx *sql.Tx, n notice) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept, ok := p.notices[tx]
	if ok {
		p.notices[tx] = append(kept, n)
	}
	return ok
}

// end returns and forgets the transaction's announcements.
func (p *pending) end(tx *sql.Tx) []notice {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept := p.notices[tx]
	delete(p.notices, tx)
	return kept
}

// note announces within this process once the transaction is committed; at once when it is nobody's who would
// say that it is.
func (db *DB) note(tx *sql.Tx, n notice) {
	if !db.pending.add(tx, n) {
		db.hub.deliver(n)
	}
}

// committed announces what was noted in a transaction.
func (db *DB) committed(tx *sql.Tx) {
	for _, n := range db.pending.end(tx) {
		db.hub.deliver(n)
	}
}
