package athlete

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"polarflow/analytics"
	"polarflow/ent"
	"polarflow/ent/exercise"
	"polarflow/ent/exerciseresult"
	"polarflow/ent/kind"
	"polarflow/ent/recordstate"
	"polarflow/ent/sampleseries"
	"polarflow/series"
)

// performed is one exercise with what its stored result, if there is one, was computed from.
type performed struct {
	ID            int
	RecordKey     string `sql:"record_key"`
	Date          string
	Sport         *string
	DetailedSport *string `sql:"detailed_sport"`
	Seq           *int64
	HadSeq        *int64  `sql:"had_seq"`
	HadHeart      *string `sql:"had_heart"`

	heart analytics.Heart
}

// at returns what a result of the exercise is computed from besides its samples.
func (p performed) at() (seq int64, heart string) {
	if p.Seq != nil {
		seq = *p.Seq
	}
	return seq, fmt.Sprintf("%g-%g %s", p.heart.Rest, p.heart.Max, p.heart.Sex)
}

// current says whether the stored result is what would be computed now.
func (p performed) current() bool {
	seq, heart := p.at()
	return p.HadSeq != nil && *p.HadSeq == seq && p.HadHeart != nil && *p.HadHeart == heart
}

// performedAtOnce is how many exercises are computed and written at once, which bounds the memory.
const performedAtOnce = 50

// perform computes what the samples of exercises say, of those since the first day that are new, have changed, or were
// computed with other heart rates.
func (c *recomputation) perform(ctx context.Context) error {
	r := reader{client: c.db.Ent, userID: c.userID}
	if err := r.readProfile(ctx); err != nil {
		return err
	}
	list, err := c.exercises(ctx)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].heart = r.profile.heart(dayOf(list[i].Date))
	}
	for some := range slices.Chunk(slices.DeleteFunc(list, performed.current), performedAtOnce) {
		if err := c.performSome(ctx, some); err != nil {
			return err
		}
	}
	return nil
}

// exercises returns the exercises since the first day.
func (c *recomputation) exercises(ctx context.Context) ([]performed, error) {
	var list []performed
	err := c.db.Ent.Exercise.Query().Where(exercise.UserID(c.userID), exercise.DateGTE(c.from.String())).
		Modify(func(s *sql.Selector) {
			state, result := sql.Table(recordstate.Table), sql.Table(exerciseresult.Table)
			s.LeftJoin(state).OnP(sql.And(
				sql.ColumnsEQ(state.C(recordstate.FieldUserID), s.C(exercise.FieldUserID)),
				sql.EQ(state.C(recordstate.FieldKind), kind.Exercise),
				sql.ColumnsEQ(state.C(recordstate.FieldRecordKey), s.C(exercise.FieldRecordKey))))
			s.LeftJoin(result).OnP(sql.And(
				sql.ColumnsEQ(result.C(exerciseresult.FieldExerciseID), s.C(exercise.FieldID)),
				sql.EQ(result.C(exerciseresult.FieldVersion), c.version)))
			s.Select(s.Columns(exercise.FieldID, exercise.FieldRecordKey, exercise.FieldDate, exercise.FieldSport, exercise.FieldDetailedSport)...).
				AppendSelect(state.C(recordstate.FieldSeq)).
				AppendSelectAs(result.C(exerciseresult.FieldSeq), "had_seq").
				AppendSelectAs(result.C(exerciseresult.FieldHeart), "had_heart")
		}).Scan(ctx, &list)
	if err != nil {
		return nil, fmt.Errorf("read exercises: %w", err)
	}
	return list, nil
}

// performSome computes and writes the results of some exercises.
func (c *recomputation) performSome(ctx context.Context, list []performed) error {
	samples, err := c.samples(ctx, list)
	if err != nil {
		return err
	}
	stored := make([][]byte, len(list))
	results := make([]Performance, len(list))
	for i, p := range list {
		recorded := make(map[string]series.Series)
		for name, data := range samples[p.RecordKey] {
			if recorded[name], err = series.Decode(data); err != nil {
				return fmt.Errorf("samples of exercise %d: %w", p.ID, err)
			}
		}
		s := Session{Sport: orEmpty(p.Sport), DetailedSport: orEmpty(p.DetailedSport)}
		results[i] = performanceOf(recorded, s.OnFoot(), p.heart)
		if stored[i], err = body(results[i]); err != nil {
			return err
		}
	}
	return c.inTx(ctx, func(tx *ent.Tx) error {
		rows := make([]*ent.ExerciseResultCreate, len(list))
		for i, p := range list {
			seq, heart := p.at()
			rows[i] = tx.ExerciseResult.Create().SetUserID(c.userID).SetExerciseID(p.ID).SetVersion(c.version).
				SetSeq(seq).SetHeart(heart).SetNillableTrimp(results[i].TRIMP.Pointer()).SetBody(stored[i])
		}
		err := tx.ExerciseResult.CreateBulk(rows...).
			OnConflict(sql.ConflictColumns("exercise_id", "version"), sql.ResolveWith(func(u *sql.UpdateSet) {
				for _, column := range []string{
					exerciseresult.FieldSeq, exerciseresult.FieldHeart, exerciseresult.FieldTrimp, exerciseresult.FieldBody,
				} {
					u.SetExcluded(column)
				}
			})).Exec(ctx)
		return wrap("write results of exercises", err)
	})
}

// samples returns the stored series of exercises by their keys and names.
func (c *recomputation) samples(ctx context.Context, list []performed) (map[string]map[string][]byte, error) {
	keys := make([]string, len(list))
	for i, p := range list {
		keys[i] = p.RecordKey
	}
	var rows []struct {
		RecordKey string `sql:"record_key"`
		Name      string
		Data      []byte
	}
	err := c.db.Ent.SampleSeries.Query().Where(sampleseries.UserID(c.userID), sampleseries.Kind(kind.Exercise),
		sampleseries.RecordKeyIn(keys...), sampleseries.NameIn(sampleNames...)).
		Select(sampleseries.FieldRecordKey, sampleseries.FieldName, sampleseries.FieldData).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read samples of exercises: %w", err)
	}
	found := make(map[string]map[string][]byte, len(list))
	for _, row := range rows {
		if found[row.RecordKey] == nil {
			found[row.RecordKey] = make(map[string][]byte)
		}
		found[row.RecordKey][row.Name] = row.Data
	}
	return found, nil
}
