package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"polarflow/ent"
	"polarflow/ent/syncrun"
	"polarflow/polar/sandbox"
)

// clusterKey is the service credential of the cluster.
const clusterKey = "the-service-key-of-the-cluster-of-this-test"

// Within what time others go on with the work of a killed process: a sync that it was carrying out, and what
// happens periodically and had been its task to begin.
const (
	syncGoesOn     = time.Minute
	periodicGoesOn = 30 * time.Second
)

// Of two API and three worker processes on one PostgreSQL any may be killed at any time. What is left goes on
// with the work, and a subscription sees it through.
func TestProcessesAreKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute: it waits until the others take a killed process for dead")
	}
	t.Parallel()
	records, err := sandbox.Athlete(sandbox.AthleteOptions{Seed: 5, Today: time.Now().UTC().Format(time.DateOnly), Zone: "UTC", Days: 28, UserID: 475, Now: time.Now().UTC()})
	if err != nil {
		t.Fatal(err)
	}
	c := newCluster(t, records)
	c.polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/activities", Times: 1}, sandbox.SlowBody(20_000))

	id := c.trigger(t, c.api[1])
	events := c.subscribe(t, c.api[0], id)
	started := c.await(t, func(r *ent.SyncRun) bool { return r.StartedAt != nil })
	t.Logf("a sync was started %s after it had been asked for in another process", started.StartedAt.Sub(started.QueuedAt))
	run := c.await(t, func(r *ent.SyncRun) bool { return len(r.Edges.Results) >= 3 })
	worker := c.worth(t, `SELECT attempted_by[array_upper(attempted_by, 1)] FROM river_job WHERE id = $1`, run.JobID)
	if run.FinishedAt != nil {
		t.Fatal("the sync was over before its worker could be killed")
	}
	killed := c.kill(t, c.workers[worker], c.api[1].process)
	delete(c.workers, worker)
	run = c.await(t, func(r *ent.SyncRun) bool { return r.FinishedAt != nil })
	finished := time.Since(killed)
	t.Logf("the sync of a killed worker was finished %s later by another", finished)
	if run.Status != syncrun.StatusSUCCEEDED || finished > syncGoesOn {
		t.Errorf("%s after %s", run.Status, finished)
	}
	if last := drain(t, events); !strings.Contains(last, `"status":"SUCCEEDED"`) {
		t.Errorf("the subscription ended with %s", last)
	}

	leader := c.awaitLeader(t)
	killed = c.kill(t, c.workers[leader])
	delete(c.workers, leader)
	c.awaitLeader(t)
	elected := time.Since(killed)
	t.Logf("a killed leader was replaced after %s", elected)
	if elected > periodicGoesOn {
		t.Errorf("a new leader after %s", elected)
	}

	id = c.trigger(t, c.api[0])
	if last := drain(t, c.subscribe(t, c.api[0], id)); !strings.Contains(last, `"status":"SUCCEEDED"`) {
		t.Errorf("the only worker that is left ended a sync with %s", last)
	}
}

// cluster is several processes on one PostgreSQL.
type cluster struct {
	*victim
	api     []apiProcess
	workers map[string]*exec.Cmd // by their names in the database
}

type apiProcess struct {
	address string
	process *exec.Cmd
}

// newCluster starts two API and three worker processes.
func newCluster(t *testing.T, records []sandbox.Record) *cluster {
	t.Helper()
	c := &cluster{victim: newVictim(t, "postgres", records), workers: map[string]*exec.Cmd{}}
	c.env = append(c.env, "SYNC_ON_STARTUP=false", "API_KEY="+clusterKey)
	for range 2 {
		port := freePort(t)
		c.api = append(c.api, apiProcess{"http://127.0.0.1:" + port + "/graphql", c.serveOn(t, port, "api")})
	}
	for range 3 {
		process := c.serveOn(t, freePort(t), "worker")
		c.workers[c.newcomer(t)] = process
	}
	for _, api := range c.api {
		c.awaitAnswer(t, api)
	}
	return c
}

// serveOn starts a process that does one half of the work.
func (c *cluster) serveOn(t *testing.T, port, half string) *exec.Cmd {
	t.Helper()
	one := *c.victim
	one.env = append(slices.Clone(c.env), "API_PORT="+port)
	return one.serve(t, "--only", half)
}

// newcomer returns the name of the worker that is not known yet.
func (c *cluster) newcomer(t *testing.T) string {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		for _, w := range c.db.Ent.WorkerProcess.Query().AllX(c.ctx) {
			if c.workers[w.Name] == nil {
				return w.Name
			}
		}
	}
	t.Fatal("a worker did not start")
	return ""
}

// kill ends processes without letting them do anything, and returns when.
func (c *cluster) kill(t *testing.T, processes ...*exec.Cmd) time.Time {
	t.Helper()
	for _, p := range processes {
		if err := p.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = p.Wait()
	}
	return time.Now()
}

// worth returns the one text that a statement yields, "" for none.
func (c *cluster) worth(t *testing.T, query string, args ...any) (text string) {
	t.Helper()
	rows, err := c.db.SQL.QueryContext(c.ctx, query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return text
}

// awaitLeader returns the name of the living worker that begins the periodic work, when there is one.
func (c *cluster) awaitLeader(t *testing.T) string {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		leader := c.worth(t, `SELECT leader_id FROM river_leader WHERE expires_at > now()`)
		if c.workers[leader] != nil {
			return leader
		}
	}
	t.Fatal("no living worker leads")
	return ""
}

// awaitAnswer returns when a process answers.
func (c *cluster) awaitAnswer(t *testing.T, api apiProcess) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if response, err := c.post(t, api, "application/json", `{ __typename }`); err == nil {
			_ = response.Body.Close()
			return
		}
	}
	t.Fatal("an API process did not start")
}

func (c *cluster) post(t *testing.T, api apiProcess, accept, query string) (*http.Response, error) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, api.address, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", accept)
	request.Header.Set("Authorization", "Bearer "+clusterKey)
	return http.DefaultClient.Do(request)
}

// trigger asks a process for a sync of the one person and returns its run's id.
func (c *cluster) trigger(t *testing.T, api apiProcess) string {
	t.Helper()
	person := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "User:%d", c.db.Ent.User.Query().OnlyIDX(c.ctx)))
	response, err := c.post(t, api, "application/json", `mutation { triggerSync(input: {userId: "`+person+`"}) { run { id } } }`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Data struct {
			TriggerSync struct{ Run struct{ ID string } }
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || answer.Data.TriggerSync.Run.ID == "" {
		t.Fatal("no sync was triggered: ", err)
	}
	return answer.Data.TriggerSync.Run.ID
}

// subscribe follows a run by way of server-sent events. The channel is closed when the subscription ends.
func (c *cluster) subscribe(t *testing.T, api apiProcess, runID string) <-chan string {
	t.Helper()
	response, err := c.post(t, api, "text/event-stream", `subscription { syncProgress(runId: "`+runID+`") { status kindsDone polarRequests } }`)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	events := make(chan string, 1000)
	go func() {
		defer close(events)
		for scan := bufio.NewScanner(response.Body); scan.Scan(); {
			if data, ok := strings.CutPrefix(scan.Text(), "data: "); ok && strings.Contains(data, "syncProgress") {
				events <- data
			}
		}
	}()
	return events
}

// drain returns the last event when the subscription has ended.
func drain(t *testing.T, events <-chan string) (last string) {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case e, ok := <-events:
			if !ok {
				return last
			}
			last = e
		case <-deadline:
			t.Fatal("the subscription does not end; its last event is ", last)
		}
	}
}
