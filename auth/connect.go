package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"time"

	"polarflow/ent"
	"polarflow/ent/connectstate"
	"polarflow/ent/predicate"
	"polarflow/ent/viewer"
)

// journeyTime is how long a person may take from connectPolar to the return from Polar's consent page.
const journeyTime = 10 * time.Minute

// ErrReturnURLNotAllowed is returned by Start for an address whose origin is not allow-listed.
var ErrReturnURLNotAllowed = errors.New("return address is not on an allowed origin")

// ErrJourney is returned for a ticket or a state that is missing, unknown, used, expired or another browser's.
var ErrJourney = errors.New("this way to Polar has ended: begin again")

// Connector leads people through Polar's consent page. A journey is started for a person by whoever may act
// for them, begins in one browser, and ends in the same one, once.
type Connector struct {
	// Ent is where journeys are kept.
	Ent *ent.Client
	// BaseURL is this server's address without a trailing slash.
	BaseURL string
	// AllowedReturnOrigins are what an address to return to may begin with: origins such as
	// https://app.example or an app's own scheme as myapp://, in lower case.
	AllowedReturnOrigins []string
	// Now is the clock.
	Now func() time.Time
}

// Journey is a person's way through Polar's consent page.
type Journey struct {
	UserID int
	// ReturnURL is the allow-listed address to land on; empty for a page of this server.
	ReturnURL string
}

// Start begins a journey for a person and returns the address of this server to send their browser to. It
// returns ErrReturnURLNotAllowed for an address that is not on an allow-listed origin. The caller has
// checked that it may act for the person.
func (c *Connector) Start(ctx context.Context, userID int, returnURL string) (authorizeURL string, err error) {
	if !c.returnAllowed(returnURL) {
		return "", ErrReturnURLNotAllowed
	}
	return c.start(ctx, userID, returnURL)
}

// StartHere is Start for a journey that ends on a page of this server.
func (c *Connector) StartHere(ctx context.Context, userID int) (authorizeURL string, err error) {
	return c.start(ctx, userID, "")
}

func (c *Connector) start(ctx context.Context, userID int, returnURL string) (string, error) {
	ticket, err := NewSecret()
	if err != nil {
		return "", err
	}
	now := c.Now()
	// what is over goes, whoever's it was, so that the table stays small
	if _, err := c.Ent.ConnectState.Delete().Where(connectstate.ExpiresAtLT(now)).Exec(viewer.System(ctx)); err != nil {
		return "", fmt.Errorf("delete expired journeys: %w", err)
	}
	err = c.Ent.ConnectState.Create().SetUserID(userID).SetTicketHash(HashSecret(ticket)).
		SetReturnURL(returnURL).SetExpiresAt(now.Add(journeyTime)).Exec(viewer.Person(ctx, userID))
	if err != nil {
		return "", fmt.Errorf("store journey: %w", err)
	}
	return c.BaseURL + "/connect/polar?ticket=" + url.QueryEscape(ticket), nil
}

// Find returns the journey that a ticket begins, and ErrJourney for one that begins none, or none any more.
func (c *Connector) Find(ctx context.Context, ticket string) (Journey, error) {
	return c.only(ctx, connectstate.TicketHash(HashSecret(ticket)), c.open())
}

// Last returns the journey that ended last in the browser that holds the cookie value browser, as long as it is
// kept, and ErrJourney when there is none.
func (c *Connector) Last(ctx context.Context, browser string) (Journey, error) {
	return c.only(ctx, connectstate.BrowserHash(HashSecret(browser)), connectstate.UsedAtNotNil())
}

// only returns the journey for which some conditions hold, the latest of several.
func (c *Connector) only(ctx context.Context, which ...predicate.ConnectState) (Journey, error) {
	found, err := c.Ent.ConnectState.Query().Where(which...).Order(ent.Desc(connectstate.FieldUsedAt, connectstate.FieldID)).
		First(viewer.System(ctx))
	if ent.IsNotFound(err) {
		return Journey{}, ErrJourney
	}
	if err != nil {
		return Journey{}, fmt.Errorf("find journey: %w", err)
	}
	return Journey{UserID: found.UserID, ReturnURL: found.ReturnURL}, nil
}

// Begin binds a journey to the browser that holds the cookie value browser and returns the state to send to
// Polar. The same browser may begin again, which makes the earlier state useless; every other use of the
// ticket is ErrJourney.
func (c *Connector) Begin(ctx context.Context, ticket, browser string) (state string, err error) {
	if ticket == "" || browser == "" {
		return "", ErrJourney
	}
	if state, err = NewSecret(); err != nil {
		return "", err
	}
	cookie := HashSecret(browser)
	n, err := c.Ent.ConnectState.Update().Where(
		connectstate.TicketHash(HashSecret(ticket)), c.open(),
		connectstate.Or(connectstate.BrowserHashIsNil(), connectstate.BrowserHash(cookie)),
	).SetBrowserHash(cookie).SetStateHash(HashSecret(state)).Save(viewer.System(ctx))
	if err != nil {
		return "", fmt.Errorf("bind journey to browser: %w", err)
	}
	if n == 0 {
		return "", ErrJourney
	}
	return state, nil
}

// Finish ends the journey that a state belongs to, which works once and only for the browser that began it;
// everything else is ErrJourney.
func (c *Connector) Finish(ctx context.Context, state, browser string) (Journey, error) {
	if state == "" || browser == "" {
		return Journey{}, ErrJourney
	}
	ctx = viewer.System(ctx)
	found, err := c.Ent.ConnectState.Query().Where(connectstate.StateHash(HashSecret(state)), c.open()).Only(ctx)
	if ent.IsNotFound(err) {
		return Journey{}, ErrJourney
	}
	if err != nil {
		return Journey{}, fmt.Errorf("find journey: %w", err)
	}
	if found.BrowserHash == nil || subtle.ConstantTimeCompare(*found.BrowserHash, HashSecret(browser)) != 1 {
		return Journey{}, ErrJourney
	}
	// of two callbacks at once, one finds the row unused
	n, err := c.Ent.ConnectState.Update().Where(connectstate.ID(found.ID), c.open()).SetUsedAt(c.Now()).Save(ctx)
	if err != nil {
		return Journey{}, fmt.Errorf("end journey: %w", err)
	}
	if n == 0 {
		return Journey{}, ErrJourney
	}
	return Journey{UserID: found.UserID, ReturnURL: found.ReturnURL}, nil
}

// open is the condition that a journey is neither used nor expired.
func (c *Connector) open() predicate.ConnectState {
	return connectstate.And(connectstate.UsedAtIsNil(), connectstate.ExpiresAtGT(c.Now()))
}
