package rows

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"polarflow/ent/viewer"
)

// desk is a sharing whose statements a test begins and ends.
type desk struct {
	*sharing[string, int, int]
	begun chan []int      // the keys of a statement that has begun
	end   chan struct{}   // ends one
	ctx   context.Context // of the last one
	err   error           // of all
}

func newDesk() *desk {
	one := func(string) int { return 1 }
	return &desk{sharing: newSharing[string, int, int](newTurns(), itself, one), begun: make(chan []int), end: make(chan struct{})}
}

// read finds for each key ten times as much.
func (d *desk) read(ctx context.Context, _ string, keys []int) (map[int]int, error) {
	slices.Sort(keys)
	d.ctx = ctx
	d.begun <- keys
	<-d.end
	found := make(map[int]int)
	for _, k := range keys {
		found[k] = 10 * k
	}
	return found, d.err
}

// answer is what somebody was answered.
type answer struct {
	found map[int]int
	err   error
}

// ask asks about keys on behalf of a person.
func (d *desk) ask(ctx context.Context, person int, keys ...int) <-chan answer {
	answered := make(chan answer, 1)
	go func() {
		found, err := d.fetch(viewer.Person(ctx, person), "args", keys, d.read)
		answered <- answer{found, err}
	}()
	synctest.Wait()
	return answered
}

// next ends the statement that is under way, and returns the keys of the next.
func (d *desk) next() []int {
	d.end <- struct{}{}
	return <-d.begun
}

// Those who come while a statement is under way share the next one, and each gets only what is their own.
func TestStatementsAreShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		first := d.ask(t.Context(), 1, 1)
		alone := <-d.begun
		second, again, third := d.ask(t.Context(), 2, 2), d.ask(t.Context(), 2, 2), d.ask(t.Context(), 3, 2, 3)
		together := d.next()
		d.end <- struct{}{}
		if diff := cmp.Diff([][]int{{1}, {2, 3}}, [][]int{alone, together}); diff != "" {
			t.Error("keys of the statements:", diff)
		}
		got := []map[int]int{(<-first).found, (<-second).found, (<-again).found, (<-third).found}
		if diff := cmp.Diff([]map[int]int{{1: 10}, {2: 20}, {2: 20}, {3: 30}}, got); diff != "" {
			t.Error(diff)
		}
		synctest.Wait()
		if len(d.sharing.next) > 0 || len(d.active) > 0 {
			t.Error("something is left of what was asked")
		}
	})
}

// Nobody's statement ends because somebody else has left; it ends when all have, and then is not begun for them.
func TestWhoLeavesEndsNothingForOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		d.ask(t.Context(), 1, 1)
		<-d.begun
		leaving, leave := context.WithCancel(t.Context())
		left, stays := d.ask(leaving, 2, 2), d.ask(t.Context(), 3, 3)
		d.next()
		leave()
		if a := <-left; !errors.Is(a.err, context.Canceled) || d.ctx.Err() != nil {
			t.Errorf("who leaves: %v; the statement: %v", a.err, d.ctx.Err())
		}
		deserted, desert := context.WithCancel(t.Context())
		d.ask(deserted, 4, 4)
		desert()
		synctest.Wait()
		d.end <- struct{}{}
		if diff := cmp.Diff(map[int]int{3: 30}, (<-stays).found); diff != "" {
			t.Error(diff)
		}
		synctest.Wait()
		select {
		case keys := <-d.begun:
			t.Errorf("a statement about %v began, for which nobody waits", keys)
		default:
		}
	})
}

// A statement for which nobody waits any more is cancelled.
func TestDesertedStatementsAreCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		ctx, leave := context.WithTimeout(t.Context(), time.Second)
		defer leave()
		left := d.ask(ctx, 1, 1)
		<-d.begun
		if a := <-left; !errors.Is(a.err, context.DeadlineExceeded) {
			t.Error(a.err)
		}
		synctest.Wait()
		if d.ctx.Err() == nil {
			t.Error("the statement goes on")
		}
		d.end <- struct{}{}
	})
}

// What goes wrong reaches all who wait, and nobody after them.
func TestErrorsReachAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		first := d.ask(t.Context(), 1, 1)
		<-d.begun
		second, third := d.ask(t.Context(), 2, 2), d.ask(t.Context(), 3, 3)
		d.next()
		<-first
		d.err = errors.New("broken")
		d.end <- struct{}{}
		if a, b := <-second, <-third; !errors.Is(a.err, d.err) || !errors.Is(b.err, d.err) {
			t.Errorf("%v, %v", a.err, b.err)
		}
		d.err = nil
		fourth := d.ask(t.Context(), 4, 4)
		<-d.begun
		d.end <- struct{}{}
		if diff := cmp.Diff(answer{found: map[int]int{4: 40}}, <-fourth, cmp.AllowUnexported(answer{})); diff != "" {
			t.Error(diff)
		}
	})
}

// What is too much to be shared is read by itself, at once.
func TestLargeStatementsAreNotShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		d.rows = func(string) int { return sharedRows }
		first := d.ask(t.Context(), 1, 1)
		<-d.begun
		second := d.ask(t.Context(), 2, 2)
		third := d.ask(t.Context(), 3, 3)
		if diff := cmp.Diff([]int{3}, <-d.begun); diff != "" { // while the first goes on, and the second waits
			t.Error(diff)
		}
		d.end <- struct{}{}
		d.end <- struct{}{}
		if diff := cmp.Diff([]int{2}, <-d.begun); diff != "" {
			t.Error(diff)
		}
		d.end <- struct{}{}
		got := []map[int]int{(<-first).found, (<-second).found, (<-third).found}
		if diff := cmp.Diff([]map[int]int{{1: 10}, {2: 20}, {3: 30}}, got); diff != "" {
			t.Error(diff)
		}
	})
}

// A panic while reading is an error for all who wait, and ends nothing else.
func TestPanicsAreErrors(t *testing.T) {
	t.Parallel()
	l := loader[string, int, int]{fetch: func(context.Context, string, []int) (map[int]int, error) { panic("bug") }}
	s := newSharing[string, int, int](newTurns(), itself, func(string) int { return 1 })
	for range 2 {
		if _, err := s.fetch(viewer.Person(t.Context(), 1), "args", []int{1}, l.fetchAll); !errors.Is(err, errPanic) {
			t.Error(err)
		}
	}
}

// A statement that is held up does not hold up the others for long.
func TestTurnsAreNotWaitedForForever(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		all := newTurns()
		for range cap(all) {
			all.take()
		}
		began := time.Now()
		all.take()()
		if waited := time.Since(began); waited != longestTurn {
			t.Errorf("waited %v", waited)
		}
	})
}
