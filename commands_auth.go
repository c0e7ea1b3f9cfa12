package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"polarflow/config"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
)

// authPatience is how long the command waits for the person to come back from Polar.
const authPatience = 10 * time.Minute

// authCommand connects a Polar account from the terminal.
type authCommand struct {
	User string `help:"Whom to connect: number, global id or external id. May be left out when there is one person, or none yet."`
}

// Run prints the address to open and waits until the person is connected. The callback is received by this
// process, or by the server when one is running on the same port.
func (c *authCommand) Run(p *process) error {
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	if !in.cfg.HasPolarClient() {
		return usagef("POLAR_CLIENT_ID and POLAR_CLIENT_SECRET are not set: make a client at https://admin.polaraccesslink.com")
	}
	who, err := in.toConnect(p.ctx, c.User)
	if err != nil {
		return err
	}
	stop, err := in.receive(p.ctx)
	if err != nil {
		return err
	}
	defer stop()
	began := p.now()
	address, err := in.connector.StartHere(p.ctx, who.ID)
	if err != nil {
		return err
	}
	p.printf("Open this address in a browser, on any device that reaches %s:\n\n  %s\n\nWaiting for Polar …\n", in.cfg.BaseURL, address)
	account, err := in.awaitConnection(p.ctx, who.ID, began)
	if err != nil {
		return err
	}
	p.printf("Connected user %d to the Polar account %s.\n", who.ID, account.PolarUserID)
	return nil
}

// toConnect returns the person to connect, made here when there is nobody at home yet.
func (in *installation) toConnect(ctx context.Context, text string) (*ent.User, error) {
	n, err := in.db.Ent.User.Query().Count(viewer.System(ctx))
	if err != nil {
		return nil, fmt.Errorf("count people: %w", err)
	}
	if text == "" && n == 0 && in.cfg.DeploymentMode == config.SelfHosted {
		return in.createPerson(ctx, "", "", "")
	}
	return in.person(ctx, text)
}

// receive has this process answer Polar's callback, unless a server has the port already. The returned
// function ends that.
func (in *installation) receive(ctx context.Context) (stop func(), err error) {
	queue, err := in.newQueue(false)
	if err != nil {
		return nil, err
	}
	listener, err := listen(ctx, in.cfg)
	if errors.Is(err, syscall.EADDRINUSE) {
		return func() {}, nil
	}
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	handler, err := in.handler(ctx, queue)
	if err != nil {
		cancel()
		return nil, errors.Join(err, listener.Close())
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := serve(ctx, listener, handler, in.log); err != nil {
			in.log.ErrorContext(ctx, "receive the callback", "error", err)
		}
	}()
	return func() { cancel(); <-ended }, nil
}

// awaitConnection returns the connection that was made since a moment.
func (in *installation) awaitConnection(ctx context.Context, userID int, since time.Time) (*ent.PolarAccount, error) {
	ctx, cancel := context.WithTimeout(viewer.Person(ctx, userID), authPatience)
	defer cancel()
	for {
		account, err := in.db.Ent.PolarAccount.Query().Where(polaraccount.ConnectedAtGTE(since.UTC())).Only(ctx)
		if err == nil {
			return account, nil
		}
		if !ent.IsNotFound(err) && ctx.Err() == nil {
			return nil, fmt.Errorf("look for the connection: %w", err)
		}
		err = pause(ctx, watchInterval)
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, errors.New("nobody came back from Polar within ten minutes")
		}
		if err != nil {
			return nil, err
		}
	}
}
