package web

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/polaraccount"
	"polarflow/ent/syncrun"
	"polarflow/ent/viewer"
	"polarflow/jobs"
	"polarflow/polar"
)

// consentActor is to whom the audit trail puts down a connection: whoever gave consent on Polar's page.
const consentActor = "consent at Polar"

var (
	// errAccountTaken means that the Polar account is another person's.
	errAccountTaken = errors.New("the Polar account is connected to another person")
	// errOtherAccount means that the person is connected to another Polar account already.
	errOtherAccount = errors.New("the person is connected to another Polar account")
	// errStore is wrapped by everything that goes wrong after Polar has done its part.
	errStore = errors.New("store connection")
)

// connection is what Polar has granted for a person.
type connection struct {
	userID      int
	polarUserID string
	token       polar.Token
	sealed      []byte
	memberID    string
	isNew       bool // registered under memberID just now
}

// makeConnection turns Polar's code into a stored connection and queues its first sync.
func (s *server) makeConnection(ctx context.Context, userID int, code string) error {
	token, err := s.Polar.Exchange(ctx, code)
	if err != nil {
		return err
	}
	c := connection{userID: userID, token: token, polarUserID: strconv.FormatInt(token.UserID, 10)}
	if c.memberID, err = auth.NewSecret(); err != nil {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	// Without a registration every request for data is refused. A person who is registered already is just
	// as well off.
	_, err = s.Polar.User(token.AccessToken).Register(ctx, c.memberID)
	if err != nil && !errors.Is(err, polar.ErrAlreadyRegistered) {
		return err
	}
	c.isNew = err == nil
	if c.sealed, err = s.Keyring.Seal(userID, []byte(token.AccessToken)); err != nil {
		err = fmt.Errorf("%w: %w", errStore, err)
	} else {
		err = s.store(ctx, c)
	}
	if err != nil && c.isNew {
		return errors.Join(err, s.abandon(ctx, c))
	}
	return err
}

// abandon has a registration deleted that was just made and belongs to nothing here: nobody else could do it later,
// since its token is kept nowhere.
func (s *server) abandon(ctx context.Context, c connection) error {
	err := s.DB.InTx(ctx, func(tx *ent.Tx) error {
		return s.Jobs.Deregister(viewer.System(ctx), tx, c.polarUserID, []byte(c.token.AccessToken))
	})
	if err != nil {
		return fmt.Errorf("%w: a registration stays at Polar: %w", errStore, err)
	}
	return nil
}

// store writes the connection and its first sync together. Of two callbacks for one account at once, the
// second runs into the first one's row and then finds it.
func (s *server) store(ctx context.Context, c connection) error {
	write := func(tx *ent.Tx) error { return s.storeTx(ctx, tx, c) }
	err := s.DB.InTx(ctx, write)
	if ent.IsConstraintError(err) {
		err = s.DB.InTx(ctx, write)
	}
	if err != nil && !errors.Is(err, errAccountTaken) && !errors.Is(err, errOtherAccount) {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	return err
}

func (s *server) storeTx(ctx context.Context, tx *ent.Tx, c connection) error {
	taken, err := tx.PolarAccount.Query().
		Where(polaraccount.PolarUserID(c.polarUserID), polaraccount.UserIDNEQ(c.userID)).Exist(viewer.System(ctx))
	if err != nil {
		return fmt.Errorf("look for the account: %w", err)
	}
	if taken {
		return errAccountTaken
	}
	ctx = viewer.Person(ctx, c.userID)
	known, err := tx.PolarAccount.Query().Where(polaraccount.UserID(c.userID)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		err = s.create(ctx, tx, c)
	case err == nil && known.PolarUserID != c.polarUserID:
		err = errOtherAccount // its registration would be out of reach, and its days would mix with the new one's
	case err == nil:
		err = s.renew(ctx, known, c)
	}
	if err != nil {
		return err
	}
	if _, _, err = s.Jobs.Enqueue(ctx, tx, jobs.Request{UserID: c.userID, Trigger: syncrun.TriggerCONNECT}); err != nil {
		return err
	}
	return auth.Audit(auth.WithActor(ctx, consentActor), tx.AuditEvent, auth.Event{
		UserID: c.userID, Action: auth.Connected, Detail: "Polar account " + c.polarUserID, At: s.Now(),
	})
}

// create writes the first connection of a person.
func (s *server) create(ctx context.Context, tx *ent.Tx, c connection) error {
	create := tx.PolarAccount.Create().SetUserID(c.userID).SetPolarUserID(c.polarUserID).SetMemberID(c.memberID).
		SetToken(c.sealed).SetConnectedAt(s.Now().UTC()).SetNextSyncAt(s.Now().UTC())
	if !c.token.Expiry.IsZero() {
		create.SetTokenExpiresAt(c.token.Expiry.UTC())
	}
	return create.Exec(ctx)
}

// renew writes a new token over a person's connection. The registered name stays unless there is a new one.
func (s *server) renew(ctx context.Context, known *ent.PolarAccount, c connection) error {
	update := known.Update().SetStatus(polaraccount.StatusACTIVE).ClearProblem().
		SetToken(c.sealed).SetConnectedAt(s.Now().UTC()).SetNextSyncAt(s.Now().UTC())
	if c.token.Expiry.IsZero() {
		update.ClearTokenExpiresAt()
	} else {
		update.SetTokenExpiresAt(c.token.Expiry.UTC())
	}
	if c.isNew {
		update.SetMemberID(c.memberID)
	}
	return update.Exec(ctx)
}
