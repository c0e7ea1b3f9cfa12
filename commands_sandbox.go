package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"polarflow/config"
	"polarflow/polar/sandbox"
)

// sandboxCommand runs the built-in Polar on its own.
type sandboxCommand struct {
	Port         int    `default:"8001" help:"The port on 127.0.0.1; 0 takes a free one."`
	Payloads     string `type:"existingdir" placeholder:"DIR" help:"A folder of recorded answers to serve instead of a synthetic athlete."`
	Seed         uint64 `default:"1" help:"Which athlete."`
	Days         int    `default:"400" help:"How many days of the athlete's life there are."`
	Today        string `help:"The sandbox's today, as YYYY-MM-DD; the real one when left out."`
	ClientID     string `default:"sandbox" help:"The id of the one client."`
	ClientSecret string `default:"sandbox-secret" help:"The secret of the one client."`
	Redirect     string `placeholder:"URL" help:"Where consent returns to; BASE_URL/connect/polar/callback of the settings when left out."`
	AutoApprove  bool   `help:"Give consent at once instead of asking on a page."`
}

// Run serves until the process is told to end.
func (c *sandboxCommand) Run(p *process) error {
	cfg, err := config.Load(p.getenv)
	if err != nil {
		return err
	}
	demo := demoCommand{Today: c.Today, Seed: c.Seed, Days: c.Days, Users: 1, Port: c.Port}
	if err := demo.check(); err != nil {
		return err
	}
	now, today, err := demo.clock(p.now)
	if err != nil {
		return err
	}
	redirect := c.Redirect
	if redirect == "" {
		redirect = cfg.RedirectURL()
	}
	server := sandbox.New(sandbox.Options{
		ClientID: c.ClientID, ClientSecret: c.ClientSecret, RedirectURIs: []string{redirect}, Now: now,
		AutoApprove: c.AutoApprove, ServeEarlierUploads: true,
	})
	if err := c.fill(p, server, demo, today); err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(p.ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(c.Port)))
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	c.introduce(p, "http://"+listener.Addr().String())
	return serve(p.ctx, listener, server, newLogger(cfg, p.stderr))
}

// fill puts one account into the sandbox.
func (c *sandboxCommand) fill(p *process, server *sandbox.Server, demo demoCommand, today string) error {
	if c.Payloads == "" {
		athletes, err := demo.athletes(today)
		if err != nil {
			return err
		}
		server.AddAccount(athletes[0].polarID, athletes[0].profile, athletes[0].records)
		return nil
	}
	records, placements, err := sandbox.LoadPayloads(os.DirFS(c.Payloads), today)
	if err != nil {
		return err
	}
	for _, placed := range placements {
		p.printf("%s\n", describe(placed))
	}
	server.AddAccount(firstPolarID, sandbox.Profile{FirstName: "Recorded", RegisteredAt: time.Unix(0, 0)}, records)
	return nil
}

// describe says what became of one recording.
func describe(placed sandbox.Placement) string {
	what := placed.File
	if placed.Kind != "" {
		what += ": " + string(placed.Kind)
	}
	if placed.ID != "" {
		what += " " + placed.ID
	}
	switch {
	case placed.Ignored != "":
		return what + ": not served: " + placed.Ignored
	case placed.Day == "":
		return what
	}
	line := fmt.Sprintf("%s of %s is served as %s", what, placed.Recorded, placed.Day)
	if placed.Note != "" {
		line += " (" + placed.Note + ")"
	}
	return line
}

// introduce prints the settings with which a server uses the sandbox.
func (c *sandboxCommand) introduce(p *process, address string) {
	p.printf("POLAR_CLIENT_ID=%s\nPOLAR_CLIENT_SECRET=%s\nPOLAR_API_URL=%s\n", c.ClientID, c.ClientSecret, address)
	p.printf("POLAR_AUTHORIZE_URL=%s/oauth2/authorization\nPOLAR_TOKEN_URL=%s/v2/oauth2/token\n", address, address)
}
