package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"polarflow/auth"
	"polarflow/config"
	"polarflow/ent"
	"polarflow/polar/sandbox"
)

const (
	// demoZone is where the athletes live.
	demoZone = "Europe/Helsinki"
	// demoTime is how far the day of --today has got, after its midnight.
	demoTime = 14*time.Hour + 30*time.Minute
)

// demoCommand runs the server over athletes that do not exist, and a Polar that does not either.
type demoCommand struct {
	Port  int    `default:"8000" help:"The port on 127.0.0.1; 0 takes a free one."`
	Users int    `default:"1" help:"How many athletes there are."`
	Days  int    `default:"400" help:"How many days of their lives are kept."`
	Seed  uint64 `default:"1" help:"Which athletes: the same seed and date give the same data."`
	Today string `help:"The athletes' today, as YYYY-MM-DD; the real one when left out."`
}

// Run makes the athletes, connects them to a built-in Polar the way a person would, waits for their first
// sync, and then serves.
func (c *demoCommand) Run(p *process) error {
	if err := c.check(); err != nil {
		return err
	}
	now, today, err := c.clock(p.now)
	if err != nil {
		return err
	}
	p = &process{ctx: p.ctx, getenv: p.getenv, stdout: p.stdout, stderr: p.stderr, now: now}
	athletes, err := c.athletes(today)
	if err != nil {
		return err
	}
	cfg, there, cleanUp, err := c.settings(p)
	if err != nil {
		return err
	}
	defer cleanUp()
	polar := sandbox.New(sandbox.Options{
		ClientID: cfg.PolarClientID, ClientSecret: cfg.PolarClientSecret, Now: now, AutoApprove: true,
		RedirectURIs: []string{cfg.RedirectURL()},
	})
	for _, a := range athletes {
		polar.AddAccount(a.polarID, a.profile, a.records)
	}
	in, err := open(p, cfg)
	if err != nil {
		return err
	}
	defer in.close()
	return alongside(p.ctx, there, polar, in.log, func() error { return c.serve(p, in, polar, athletes, today) })
}

func (c *demoCommand) check() error {
	switch {
	case c.Port < 0 || c.Port > 65535:
		return usagef("--port=%d: want a port from 0 to 65535", c.Port)
	case c.Users < 1 || c.Users > 1000:
		return usagef("--users=%d: want a number from 1 to 1000", c.Users)
	case c.Days < 1 || c.Days > 5000:
		return usagef("--days=%d: want a number from 1 to 5000", c.Days)
	}
	return nil
}

// clock returns the clock and the date of the athletes. On a given date it is half past two in the afternoon
// when the demo starts.
func (c *demoCommand) clock(wall func() time.Time) (now func() time.Time, today string, err error) {
	zone, err := time.LoadLocation(demoZone)
	if err != nil {
		return nil, "", fmt.Errorf("athletes' zone: %w", err)
	}
	if c.Today == "" {
		return wall, wall().In(zone).Format(time.DateOnly), nil
	}
	midnight, err := time.ParseInLocation(time.DateOnly, c.Today, zone)
	if err != nil {
		return nil, "", usagef("--today=%q: want a date as YYYY-MM-DD", c.Today)
	}
	began := wall()
	return func() time.Time { return midnight.Add(demoTime).Add(wall().Sub(began)) }, c.Today, nil
}

// settings returns the settings of the demo: those of the environment, with a Polar and a database of its
// own. cleanUp removes what was made for it.
func (c *demoCommand) settings(p *process) (cfg config.Config, there net.Listener, cleanUp func(), err error) {
	there, err = new(net.ListenConfig).Listen(p.ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return cfg, nil, nil, fmt.Errorf("listen for the demo's Polar: %w", err)
	}
	folder, err := os.MkdirTemp("", "polarflow-demo")
	if err != nil {
		return cfg, nil, nil, fmt.Errorf("folder for the demo: %w", err)
	}
	cleanUp = func() { _ = os.RemoveAll(folder) }
	own, err := c.environment(p, "http://"+there.Addr().String(), folder)
	if err == nil {
		cfg, err = config.Load(func(name string) string {
			if value, ok := own[name]; ok {
				return value
			}
			return p.getenv(name)
		})
	}
	if err != nil {
		cleanUp()
		return cfg, nil, nil, err
	}
	return cfg, there, cleanUp, nil
}

// environment returns the variables that the demo sets itself.
func (c *demoCommand) environment(p *process, polarURL, folder string) (map[string]string, error) {
	port, err := c.port(p.ctx)
	if err != nil {
		return nil, err
	}
	secret, err := auth.NewSecret()
	if err != nil {
		return nil, err
	}
	own := map[string]string{
		"API_HOST": "127.0.0.1", "API_PORT": strconv.Itoa(port),
		"POLAR_CLIENT_ID": "demo", "POLAR_CLIENT_SECRET": secret, "POLAR_API_URL": polarURL,
		"POLAR_AUTHORIZE_URL": polarURL + "/oauth2/authorization", "POLAR_TOKEN_URL": polarURL + "/v2/oauth2/token",
	}
	if p.getenv("DATABASE_URL") == "" {
		own["DATABASE_URL"] = "sqlite://" + filepath.Join(folder, "demo.db")
	}
	if p.getenv("ENCRYPTION_KEY") == "" {
		own["ENCRYPTION_KEY"], err = auth.NewKey()
	}
	return own, err
}

// port returns the port to open at the end. A free one is looked for now, since addresses are made from it
// before it opens.
func (c *demoCommand) port(ctx context.Context) (int, error) {
	if c.Port != 0 {
		return c.Port, nil
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("look for a free port: %w", err)
	}
	return portOf(listener), listener.Close()
}

// serve fills the database, and opens the port when that is done.
func (c *demoCommand) serve(p *process, in *installation, polar *sandbox.Server, athletes []athlete, today string) error {
	if err := in.prepare(p.ctx); err != nil {
		return err
	}
	queue, err := in.newQueue(true)
	if err != nil {
		return err
	}
	if err := queue.Start(p.ctx); err != nil {
		return err
	}
	defer in.stopQueue(queue)
	handler, err := in.handler(queue)
	if err != nil {
		return err
	}
	people, err := in.settle(p.ctx, handler, polar, athletes, today)
	if err != nil {
		return err
	}
	listener, err := listen(p.ctx, in.cfg, in.cfg.APIPort)
	if err != nil {
		return err
	}
	if err := in.welcome(p, people[0]); err != nil {
		return err
	}
	return serve(p.ctx, listener, handler, in.log)
}

// welcome prints where everything is. The first athlete's sign-in link works once; the token stays.
func (in *installation) welcome(p *process, first *ent.User) error {
	code, err := in.signIn.New(first.ID)
	if err != nil {
		return err
	}
	secret, err := in.issue(p.ctx, auth.Grant{UserID: first.ID, Name: "Demo", Scopes: auth.PersonalScopes()})
	if err != nil {
		return err
	}
	p.printf("Dashboard: %s/\n", in.cfg.BaseURL)
	if in.cfg.GraphiQLEnabled {
		p.printf("GraphiQL: %s/graphiql\n", in.cfg.BaseURL)
	}
	p.printf("Sign-in: %s/login?code=%s\n", in.cfg.BaseURL, code)
	p.printf("API token: %s\n", secret)
	return nil
}

// handlerClient returns a client whose requests to BASE_URL reach a server that listens elsewhere.
func handlerClient(baseHost, listensAt string, jar http.CookieJar) *http.Client {
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == baseHost {
			address = listensAt
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	// an https BASE_URL is somebody else's proxy: here it is spoken to without
	return &http.Client{Jar: jar, Transport: &http.Transport{DialContext: dial, DialTLSContext: dial}}
}
