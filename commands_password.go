package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"polarflow/auth"
	"polarflow/config"
)

// userPasswordCommand gives a person a new password: the way back in for who forgot it, and the way in for
// the second person of a family.
type userPasswordCommand struct {
	User string `help:"Whose password: number, global id or external id. May be left out when there is one person."`
	Name string `help:"The name to sign in with; the one there is when left out."`
}

// Run prints the new password. All browsers of the person are signed out.
func (c *userPasswordCommand) Run(p *process) error {
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	if in.cfg.DeploymentMode != config.SelfHosted {
		return usagef("nobody signs in by name and password in saas mode")
	}
	whose, err := in.person(p.ctx, c.User)
	if err != nil {
		return err
	}
	ctx := auth.WithActor(p.ctx, auth.ActorTerminal)
	name, password, err := in.gate.ResetPassword(ctx, whose.ID, c.Name)
	switch {
	case errors.Is(err, auth.ErrName) && c.Name == "":
		return usagef("--name is missing: the person has no name to sign in with yet")
	case errors.Is(err, auth.ErrName), errors.Is(err, auth.ErrNameTaken):
		return usagef("--name=%q: %v", c.Name, err)
	case err != nil:
		return err
	}
	p.printf("Name: %s\nPassword: %s\n", name, password)
	return nil
}

// offerSetup writes the code for the owner's account into the log while nobody owns the server, whatever
// LOG_LEVEL is: without it nobody gets in.
func (in *installation) offerSetup(ctx context.Context) error {
	if in.cfg.DeploymentMode != config.SelfHosted {
		return nil
	}
	in.gate.Announce = in.announceSetup // should the owner leave
	code, err := in.gate.OfferSetup(ctx)
	if err != nil || code == "" {
		return err
	}
	return in.announceSetup(ctx, code)
}

// announceSetup writes the code into the log.
func (in *installation) announceSetup(ctx context.Context, code string) error {
	line := slog.NewRecord(in.now(), slog.LevelWarn, "nobody owns this server yet: open the address and enter the code", 0)
	line.Add("open", in.cfg.BaseURL+"/setup", "code", code)
	if err := in.log.Handler().Handle(ctx, line); err != nil { // past Enabled, which asks for the level
		return fmt.Errorf("write the code into the log: %w", err)
	}
	return nil
}
