package rows

import (
	"context"
	"encoding/base64"
	"fmt"
	"math"
	"strings"

	"entgo.io/ent/dialect/sql"

	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/graph/model"
)

// Position is a place in a person's history of changes. The zero Position, of a known person, is its beginning.
type Position struct {
	UserID int
	Seq    int64
	// State is the record among those that changed with the same sequence number.
	State int
}

// String returns the opaque form of the position.
func (p Position) String() string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "changes|%d|%d|%d", p.UserID, p.Seq, p.State))
}

// ParsePosition undoes String; it reports false for text that String never returns.
func ParsePosition(text string) (Position, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil {
		return Position{}, false
	}
	var p Position
	n, err := fmt.Sscanf(string(raw), "changes|%d|%d|%d", &p.UserID, &p.Seq, &p.State)
	return p, n == 3 && err == nil && p.Seq >= 0 && p.String() == text
}

// EndOf returns the position behind everything that has changed so far.
func EndOf(person *ent.User) Position {
	return Position{UserID: person.ID, Seq: person.ChangeSeq, State: math.MaxInt32}
}

// Before reports whether the position comes before another of the same person.
func (p Position) Before(other Position) bool {
	return p.Seq < other.Seq || (p.Seq == other.Seq && p.State < other.State)
}

// Follows reports whether the position is one of the person's history as far as it goes.
func (p Position) Follows(person *ent.User) bool {
	return p.UserID == person.ID && p.Seq <= person.ChangeSeq
}

// changeArgs are what of the changes is asked for.
type changeArgs struct {
	seq   int64
	state int
	kinds string // separated by commas; empty for all
	limit int
}

// Changes returns at most limit of a person's changes after a position, oldest first, and whether there are
// more.
func (r *Reader) Changes(ctx context.Context, person any, after Position, kinds []string, limit int) ([]*ent.RecordState, bool, error) {
	found, err := r.tables.changes.load(ctx, r, r.originOf(person), changeArgs{after.Seq, after.State, strings.Join(kinds, ","), limit})
	if err != nil {
		return nil, false, err
	}
	return found[:min(limit, len(found))], len(found) > limit, nil
}

// fetchChanges reads many people's changes in one statement.
func (t *Tables) fetchChanges(ctx context.Context, a changeArgs, people []int) (map[int][]*ent.RecordState, error) {
	q := t.client.RecordState.Query()
	q.Modify(func(s *sql.Selector) {
		columns := []string{s.C("seq"), s.C("id")}
		s.Where(sql.CompositeGT(columns, a.seq, a.state))
		if a.kinds != "" {
			s.Where(sql.In(s.C("kind"), anys(strings.Split(a.kinds, ","))...))
		}
		limitEach(s, "user_id", people, []string{"seq", "id"}, false, a.limit+1)
	})
	found, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	changes := make(map[int][]*ent.RecordState, len(people))
	for _, c := range found {
		changes[c.UserID] = append(changes[c.UserID], c)
	}
	return changes, nil
}

// changePlace returns which record changed.
func changePlace(c *ent.RecordState) place {
	return place{user: c.UserID, kind: c.Kind, id: c.RecordID}
}

// Changed returns the record that changed as it is now, nil for one that is gone.
func (r *Reader) Changed(ctx context.Context, c *ent.RecordState) (model.Node, error) {
	return r.tables.records.load(ctx, r, r.originOf(c), none{})
}

// fetchRecords reads the records behind the changes of many people in one statement a kind.
func (*Tables) fetchRecords(ctx context.Context, _ none, ids []model.ID) (map[model.ID]model.Node, error) {
	return From(ctx).Find(ctx, ids)
}

// typeNames are the types of the schema that the kinds of record have.
var typeNames = map[kind.Kind]string{
	kind.Sleep: "Sleep", kind.NightlyRecharge: "NightlyRecharge", kind.DailyActivity: "DailyActivity",
	kind.Exercise: "Exercise", kind.CardioLoad: "CardioLoad", kind.ContinuousHeartRate: "ContinuousHeartRate",
	kind.Alertness: "AlertnessPeriod", kind.CircadianBedtime: "CircadianBedtime", kind.Spo2: "Spo2Test",
	kind.ECG: "EcgTest", kind.BodyTemperature: "BodyTemperature", kind.SkinTemperature: "SkinTemperature",
	kind.PhysicalInfo: "PhysicalInfo",
}

// IDOf returns the id of the record that changed.
func IDOf(c *ent.RecordState) model.ID { return model.NewID(typeNames[c.Kind], c.RecordID) }
