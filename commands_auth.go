package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"syscall"
	"time"

	"polarflow/auth"
	"polarflow/config"
	"polarflow/ent"
	"polarflow/ent/auditevent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/viewer"
	"polarflow/web"
)

const (
	// authPatience is how long the command waits for the person to come back from Polar.
	authPatience = 10 * time.Minute
	// portPatience is how long whatever has the port may take to say what it is, and the browser to show the last page.
	portPatience = 5 * time.Second
)

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
	listener, err := listen(ctx, in.cfg, in.cfg.APIPort)
	if errors.Is(err, syscall.EADDRINUSE) {
		return func() {}, in.checkServer(ctx)
	}
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	handler, err := in.handler(queue)
	if err != nil {
		cancel()
		return nil, errors.Join(err, listener.Close())
	}
	shown, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		if err := serve(ctx, listener, tellingOfTheEnd(handler, shown), in.log); err != nil {
			in.log.ErrorContext(ctx, "receive the callback", "error", err)
		}
	}()
	return func() {
		select {
		case <-shown: // or the browser would find nobody at the last page
		case <-ctx.Done():
		case <-time.After(portPatience):
		}
		cancel()
		<-ended
	}, nil
}

// tellingOfTheEnd closes shown once the page at the end of a journey has been shown.
func tellingOfTheEnd(next http.Handler, shown chan struct{}) http.Handler {
	once := sync.OnceFunc(func() { close(shown) })
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		if r.URL.Path == web.OutcomePath {
			once()
		}
	})
}

// checkServer returns an error unless it is a server of ours that has the port: another program would not receive the
// callback.
func (in *installation) checkServer(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, portPatience)
	defer cancel()
	host := in.cfg.APIHost
	if address, err := netip.ParseAddr(host); err != nil || address.IsUnspecified() {
		host = "localhost"
	}
	address := net.JoinHostPort(host, strconv.Itoa(in.cfg.APIPort))
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/health", nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", address, err)
	}
	var health struct{ Status, Version string }
	response, err := http.DefaultClient.Do(request)
	if err == nil {
		defer func() { _ = response.Body.Close() }()
		err = json.NewDecoder(io.LimitReader(response.Body, 1<<10)).Decode(&health)
	}
	if err != nil || health.Status != "ok" || health.Version == "" {
		return usagef("API_PORT=%d: another program has this port, and would not receive Polar's answer; stop it, or set another port", in.cfg.APIPort)
	}
	return nil
}

// awaitConnection returns the connection that was made since a moment. It ends with a reason when the person comes
// back from Polar without one.
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
		failure, err := in.db.Ent.AuditEvent.Query().Where(auditevent.UserID(userID), auditevent.Action(string(auth.NotConnected)),
			auditevent.CreatedAtGTE(since.UTC())).Order(ent.Desc(auditevent.FieldID)).First(ctx)
		if err == nil {
			return nil, errors.New("not connected: " + web.FailureText(failure.Detail))
		}
		if !ent.IsNotFound(err) && ctx.Err() == nil {
			return nil, fmt.Errorf("look for how it ended: %w", err)
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
