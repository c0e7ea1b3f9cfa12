package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	results "polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/ent/syncrun"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
	"polarflow/ingest"
	"polarflow/polar/sandbox"
)

// handedOut is how many days, today included, Polar hands out; what is older can only be imported.
const handedOut = 28

// firstPolarID is the Polar user id of the first athlete.
const firstPolarID = 10_000_001

// athlete is a person of the demo, at Polar and here.
type athlete struct {
	polarID    int64
	externalID string // demo, demo-2, …
	profile    sandbox.Profile
	records    []sandbox.Record
}

// athletes makes the people of the demo.
func (c *demoCommand) athletes(today string) ([]athlete, error) {
	var all []athlete
	for i := range int64(c.Users) {
		o := sandbox.AthleteOptions{
			Seed: c.Seed + uint64(i), Today: today, Days: c.Days, UserID: firstPolarID + i, Zone: demoZone, //nolint:gosec // i counts from 0
		}
		records, err := sandbox.Athlete(o)
		if err != nil {
			return nil, usagef("%v", err)
		}
		profile, err := sandbox.AthleteProfile(o)
		if err != nil {
			return nil, err
		}
		profile.RegisteredAt = time.Unix(0, 0) // so that Polar hands out what is already there
		a := athlete{polarID: o.UserID, externalID: "demo", profile: profile, records: records}
		if i > 0 {
			a.externalID = fmt.Sprintf("demo-%d", i+1)
		}
		all = append(all, a)
	}
	return all, nil
}

// settle brings every athlete in: a user, the history that Polar no longer hands out, a connection made
// through the consent page, and the first sync. It returns the users when all syncs have ended.
func (in *installation) settle(ctx context.Context, handler http.Handler, polar *sandbox.Server, athletes []athlete, today string) ([]*ent.User, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the demo's own browser: %w", err)
	}
	var people []*ent.User
	err = alongside(ctx, listener, handler, in.log, func() error {
		for _, a := range athletes {
			who, err := in.settleOne(ctx, listener.Addr().String(), polar, a, today)
			if err != nil {
				return fmt.Errorf("athlete %s: %w", a.externalID, err)
			}
			people = append(people, who)
		}
		if err := in.awaitSyncs(ctx); err != nil {
			return err
		}
		return in.computeResults(ctx, people)
	})
	if err != nil {
		return nil, err
	}
	return people, polar.SignIn(athletes[0].polarID)
}

// settleOne brings one athlete in; the first sync may still be running when it returns.
func (in *installation) settleOne(ctx context.Context, listensAt string, polar *sandbox.Server, a athlete, today string) (*ent.User, error) {
	who, err := in.db.Ent.User.Query().Where(user.ExternalID(a.externalID)).Only(viewer.System(ctx))
	if ent.IsNotFound(err) {
		name := strings.TrimSpace(a.profile.FirstName + " " + a.profile.LastName)
		who, err = in.createPerson(ctx, a.externalID, name, demoZone)
	}
	if err != nil {
		return nil, err
	}
	if err := in.importHistory(ctx, who.ID, a.records, today); err != nil {
		return nil, err
	}
	if err := polar.SignIn(a.polarID); err != nil {
		return nil, err
	}
	return who, in.connectAs(ctx, listensAt, who.ID)
}

// kindOf translates the sandbox's kinds into ours.
var kindOf = map[sandbox.Kind]kind.Kind{
	sandbox.KindExercise:            kind.Exercise,
	sandbox.KindActivity:            kind.DailyActivity,
	sandbox.KindContinuousHeartRate: kind.ContinuousHeartRate,
	sandbox.KindSleep:               kind.Sleep,
	sandbox.KindNightlyRecharge:     kind.NightlyRecharge,
	sandbox.KindCardioLoad:          kind.CardioLoad,
	sandbox.KindAlertness:           kind.Alertness,
	sandbox.KindCircadianBedtime:    kind.CircadianBedtime,
	sandbox.KindSpo2:                kind.Spo2,
	sandbox.KindECG:                 kind.ECG,
	sandbox.KindBodyTemperature:     kind.BodyTemperature,
	sandbox.KindSkinTemperature:     kind.SkinTemperature,
	sandbox.KindPhysicalInfo:        kind.PhysicalInfo,
}

// importHistory imports what is older than Polar hands out.
func (in *installation) importHistory(ctx context.Context, userID int, records []sandbox.Record, today string) error {
	date, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return fmt.Errorf("today: %w", err)
	}
	home, err := time.LoadLocation(demoZone)
	if err != nil {
		return fmt.Errorf("athlete's zone: %w", err)
	}
	oldest := date.AddDate(0, 0, 1-handedOut).Format(time.DateOnly)
	history := map[kind.Kind][]json.RawMessage{}
	for _, r := range records {
		if r.Date != "" && r.Date < oldest {
			history[kindOf[r.Kind]] = append(history[kindOf[r.Kind]], r.JSON)
		}
	}
	writer := &ingest.Writer{DB: in.db, Now: in.now, Changed: noteChange}
	person := ingest.Person{ID: userID, Home: home}
	group, ctx := errgroup.WithContext(viewer.Person(ctx, userID))
	group.SetLimit(runtime.NumCPU())
	for _, k := range kind.All() {
		step := func() error {
			_, err := writer.Import(ctx, person, k, history[k])
			return err
		}
		if k == kind.Sleep || k == kind.Exercise { // the others of the day take their offset from these
			err = step()
		} else {
			group.Go(step)
		}
		if err != nil {
			break
		}
	}
	if err := errors.Join(err, group.Wait()); err != nil {
		return fmt.Errorf("import history: %w", err)
	}
	return nil
}

// noteChange notes from which date on results are to be computed; computeResults does, once everything is there.
func noteChange(ctx context.Context, tx *ent.Tx, c ingest.Change) error {
	_, _, err := results.Changed(ctx, tx, results.Change{UserID: c.UserID, Kind: c.Kind, From: c.From})
	return err
}

// computeResults returns when the results of people are those of their records.
func (in *installation) computeResults(ctx context.Context, people []*ent.User) error {
	for _, who := range people {
		for {
			ctx := viewer.Person(ctx, who.ID)
			_, err := results.Recompute(ctx, in.db, who.ID, in.now())
			if err == nil {
				err = results.KeepOutlook(ctx, in.db, who.ID)
			}
			if err == nil {
				break
			}
			if !errors.Is(err, results.ErrMoved) {
				return err
			}
			if err := pause(ctx, watchInterval); err != nil { // what reaches back has written meanwhile
				return err
			}
		}
	}
	return nil
}

// connectAs goes through the consent page like a person with a browser.
func (in *installation) connectAs(ctx context.Context, listensAt string, userID int) error {
	address, err := in.connector.StartHere(ctx, userID)
	if err != nil {
		return err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return fmt.Errorf("cookies: %w", err)
	}
	base, err := url.Parse(in.cfg.BaseURL)
	if err != nil {
		return fmt.Errorf("BASE_URL: %w", err)
	}
	browser := handlerClient(hostAndPort(base), listensAt, jar)
	defer browser.CloseIdleConnections()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errors.New("connect to the demo's Polar: the address cannot be read")
	}
	response, err := browser.Do(request)
	if err != nil {
		var failed *url.Error // its text shows the ticket
		if errors.As(err, &failed) {
			err = failed.Err
		}
		return fmt.Errorf("connect to the demo's Polar: %w", err)
	}
	_, _ = io.Copy(io.Discard, response.Body)
	_ = response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("connect to the demo's Polar: the last page says %s", response.Status)
	}
	return nil
}

// hostAndPort returns what a client dials for an address.
func hostAndPort(address *url.URL) string {
	if address.Port() != "" {
		return address.Host
	}
	if address.Scheme == "https" {
		return net.JoinHostPort(address.Hostname(), "443")
	}
	return net.JoinHostPort(address.Hostname(), "80")
}

// awaitSyncs returns when no sync is under way any more, with an error unless all succeeded. What reaches back goes
// on beside everything else.
func (in *installation) awaitSyncs(ctx context.Context) error {
	for {
		n, err := in.db.Ent.SyncRun.Query().Where(syncrun.FinishedAtIsNil(), syncrun.ReachingBack(false)).Count(viewer.System(ctx))
		if err != nil {
			return fmt.Errorf("read syncs: %w", err)
		}
		if n == 0 {
			break
		}
		if err := pause(ctx, watchInterval); err != nil {
			return err
		}
	}
	failed, err := in.db.Ent.SyncRun.Query().
		Where(syncrun.StatusNEQ(syncrun.StatusSUCCEEDED), syncrun.ReachingBack(false)).Count(viewer.System(ctx))
	if err != nil {
		return fmt.Errorf("read syncs: %w", err)
	}
	if failed > 0 {
		return fmt.Errorf("%d first syncs did not succeed", failed)
	}
	return nil
}

// alongside serves a handler while work goes on.
func alongside(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger, work func() error) error {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, handler, log) }()
	err := work()
	cancel()
	return errors.Join(err, <-ended)
}
