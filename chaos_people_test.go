package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"testing"
	"time"

	"polarflow/auth"
	"polarflow/ent/kind"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// chaosPerson is somebody with a watch. The records of their account are held here too, to be compared with.
type chaosPerson struct {
	id      int   // in our database
	account int64 // at Polar
	held    map[string]sandbox.Record
	late    []sandbox.Record // that the watch has not uploaded yet
	revoked bool
	refused bool // a consent is missing
}

// chaosZone is where everybody lives.
const chaosZone = "Europe/Helsinki"

// connectEverybody makes the people and queues their first syncs.
func (c *chaos) connectEverybody(t *testing.T) {
	t.Helper()
	for i := range 2 + c.random.IntN(4)/3 {
		p := &chaosPerson{account: 475 + int64(i), held: map[string]sandbox.Record{}}
		c.people = append(c.people, p)
		c.polar.AddAccount(p.account, sandbox.Profile{RegisteredAt: c.clock.base.AddDate(-2, 0, 0)}, c.pack(t, p))
		p.id = c.db.Ent.User.Create().SetTimeZone(chaosZone).SaveX(c.ctx).ID
		c.db.Ent.PolarAccount.Create().SetUserID(p.id).SetPolarUserID(strconv.FormatInt(p.account, 10)).SetMemberID(p.member()).
			SetToken(p.token(t, c.polar, c.keys)).SetNextSyncAt(c.clock.ours()).ExecX(c.ctx)
		c.reachBack(p)
		c.enqueue(t, p, syncrun.TriggerCONNECT)
	}
}

// reachBack leaves it to the syncs to reach back if there is anything that is older than they look.
func (c *chaos) reachBack(p *chaosPerson) {
	if c.days < lookback {
		return
	}
	for _, k := range kind.All() {
		c.db.Ent.KindState.Create().SetUserID(p.id).SetKind(k).SetReachDone(true).ExecX(c.ctx)
	}
}

func (p *chaosPerson) member() string { return "member-" + strconv.FormatInt(p.account, 10) }

// token connects the person at Polar's and returns the token, sealed.
func (p *chaosPerson) token(t *testing.T, polar *sandbox.Server, keys *auth.Keyring) []byte {
	t.Helper()
	token, err := polar.Connect(p.account, p.member())
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := keys.Seal(p.id, []byte(token))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

// pack makes a small athlete for the person, keeps some of the newest records for later, and returns the others.
func (c *chaos) pack(t *testing.T, p *chaosPerson) []sandbox.Record {
	t.Helper()
	today := c.clock.base.In(chaosHome(t))
	all, err := sandbox.Athlete(sandbox.AthleteOptions{
		Seed: c.seed + uint64(p.account), Today: today.Format(time.DateOnly), Now: c.clock.base, Days: c.lifetime(), UserID: p.account,
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(all)
	trained, measured := 0, 0
	var uploaded []sandbox.Record
	for _, r := range all {
		switch r.Kind { // the heavy ones are few
		case sandbox.KindExercise:
			trained++
		case sandbox.KindECG:
			measured++
		}
		switch {
		case r.Kind == sandbox.KindExercise && trained > 3, r.Kind == sandbox.KindECG && measured > 1:
		case c.isRecent(r) && r.Kind != sandbox.KindPhysicalInfo && c.random.IntN(6) == 0:
			p.late = append(p.late, r)
		default:
			p.held[chaosKey(r)] = r
			uploaded = append(uploaded, r)
		}
	}
	return uploaded
}

// lifetime is how many days the people have records of: more than a sync looks back if that is little.
func (c *chaos) lifetime() int {
	if c.days < lookback {
		return c.days + 4
	}
	return 7
}

// isRecent reports whether every sync that looks at all days will see the record, whatever the date is by then.
func (c *chaos) isRecent(r sandbox.Record) bool {
	return r.Date >= c.clock.base.AddDate(0, 0, -1).Format(time.DateOnly)
}

func chaosHome(t *testing.T) *time.Location {
	t.Helper()
	home, err := time.LoadLocation(chaosZone)
	if err != nil {
		t.Fatal(err)
	}
	return home
}

// chaosKey is what makes a record one of its account.
func chaosKey(r sandbox.Record) string {
	var moment struct {
		TestTime  json.Number `json:"test_time"`
		StartTime string      `json:"start_time"`
	}
	if r.Kind != sandbox.KindActivity && r.Kind != sandbox.KindExercise {
		_ = json.Unmarshal(r.JSON, &moment) // which most kinds do not have
	}
	return string(r.Kind) + " " + cmp.Or(r.ID, r.Date) + " " + moment.TestTime.String() + moment.StartTime
}

// upload puts a record into the person's account, new or changed.
func (c *chaos) upload(t *testing.T, p *chaosPerson, r sandbox.Record) {
	t.Helper()
	if err := c.polar.Put(p.account, r); err != nil {
		t.Fatal(err)
	}
	p.held[chaosKey(r)] = r
}

// recent returns the recent records of a kind in the account, in a lasting order.
func (c *chaos) recent(p *chaosPerson, of sandbox.Kind) []sandbox.Record {
	var list []sandbox.Record
	for _, r := range p.held {
		if r.Kind == of && c.isRecent(r) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b sandbox.Record) int { return cmp.Compare(chaosKey(a), chaosKey(b)) })
	return list
}

// edit changes a number in one of the recent records of a kind.
func (c *chaos) edit(t *testing.T, p *chaosPerson, of sandbox.Kind, field string, value int) {
	t.Helper()
	list := c.recent(p, of)
	if len(list) == 0 {
		return
	}
	r := list[c.random.IntN(len(list))]
	var object map[string]any
	decoder := json.NewDecoder(bytes.NewReader(r.JSON))
	decoder.UseNumber()
	if err := decoder.Decode(&object); err != nil {
		t.Fatal(err)
	}
	object[field] = value
	changed, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	r.JSON = changed
	c.upload(t, p, r)
	c.note("%d: %s %s of %s is %d", p.account, of, field, r.Date, value)
}
