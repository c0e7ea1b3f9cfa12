package main

import (
	"context"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// userCommands make and list people, and let them sign in.
type userCommands struct {
	Create   userCreateCommand   `cmd:"" help:"Make a person."`
	List     userListCommand     `cmd:"" help:"List everybody."`
	Password userPasswordCommand `cmd:"" help:"Give a person a new password to sign in with, and print it, this once."`
}

// userCreateCommand makes a person.
type userCreateCommand struct {
	ExternalID string `help:"Another application's own id for the person."`
	Name       string `help:"What the person is called."`
	Zone       string `help:"The person's time zone, such as Europe/Helsinki; the server's when left out."`
}

// Run makes the person and prints the id.
func (c *userCreateCommand) Run(p *process) error {
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return usagef("--zone=%q: want an IANA name such as Europe/Helsinki", c.Zone)
	}
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	made, err := in.createPerson(p.ctx, c.ExternalID, c.Name, c.Zone)
	if ent.IsConstraintError(err) {
		return usagef("--external-id=%q: another person has it", c.ExternalID)
	}
	if err != nil {
		return err
	}
	p.printf("Made user %d.\n", made.ID)
	return nil
}

// createPerson makes a person from the terminal, with the line in the audit trail; what is empty is left out.
func (in *installation) createPerson(ctx context.Context, externalID, name, zone string) (made *ent.User, err error) {
	ctx = viewer.System(auth.WithActor(ctx, auth.ActorTerminal))
	err = in.db.InTx(ctx, func(tx *ent.Tx) error {
		now := in.now().UTC()
		create := tx.User.Create().SetTimeZone(in.zone).SetCreatedAt(now).SetUpdatedAt(now)
		if zone != "" {
			create.SetTimeZone(zone).SetTimeZoneInferred(false)
		}
		if externalID != "" {
			create.SetExternalID(externalID)
		}
		if name != "" {
			create.SetDisplayName(name)
		}
		if made, err = create.Save(ctx); err != nil {
			return fmt.Errorf("create person: %w", err)
		}
		return auth.Audit(ctx, tx.AuditEvent, auth.Event{UserID: made.ID, Action: auth.UserCreated, At: now})
	})
	if err != nil {
		return nil, err
	}
	return made.Unwrap(), nil
}

// userListCommand lists everybody.
type userListCommand struct{}

// Run prints a line for each person.
func (userListCommand) Run(p *process) error {
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	ctx := viewer.System(p.ctx)
	people, err := in.db.Ent.User.Query().Order(ent.Asc(user.FieldID)).All(ctx)
	if err != nil {
		return fmt.Errorf("read people: %w", err)
	}
	accounts, err := in.db.Ent.PolarAccount.Query().All(ctx)
	if err != nil {
		return fmt.Errorf("read connections: %w", err)
	}
	status := map[int]string{}
	for _, account := range accounts {
		status[account.UserID] = string(account.Status)
	}
	table := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ID\tEXTERNAL ID\tNAME\tTIME ZONE\tPOLAR")
	for _, u := range people {
		_, _ = fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", u.ID, orDash(u.ExternalID), orDash(u.DisplayName), u.TimeZone, orDash(new(status[u.ID])))
	}
	return table.Flush()
}

func orDash(text *string) string {
	if text == nil || *text == "" {
		return "-"
	}
	return *text
}

// person finds somebody by global id, external id or number; without any it is the only person there is.
func (in *installation) person(ctx context.Context, text string) (*ent.User, error) {
	ctx = viewer.System(ctx)
	query := in.db.Ent.User.Query()
	number, numberErr := strconv.Atoi(text)
	switch id, isGlobal := model.ParseID(text); {
	case text == "":
	case isGlobal && id.Type == "User":
		number, _ = id.Number()
		query.Where(user.ID(number))
	case numberErr == nil:
		query.Where(user.Or(user.ExternalID(text), user.ID(number)))
	default:
		query.Where(user.ExternalID(text))
	}
	found, err := query.Limit(2).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("find person: %w", err)
	}
	switch {
	case len(found) == 0 && text == "":
		return nil, usagef("there is nobody yet: polarflow user create")
	case len(found) == 0:
		return nil, usagef("--user=%q: there is no such person; see polarflow user list", text)
	case len(found) > 1 && text == "":
		return nil, usagef("--user is missing and there are several people; see polarflow user list")
	case len(found) > 1:
		return nil, usagef("--user=%q is one person's external id and another's number", text)
	}
	return found[0], nil
}
