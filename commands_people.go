package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/apitoken"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// userCommands make and list people.
type userCommands struct {
	Create userCreateCommand `cmd:"" help:"Make a person."`
	List   userListCommand   `cmd:"" help:"List everybody."`
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

// createPerson makes a person; what is empty is left out.
func (in *installation) createPerson(ctx context.Context, externalID, name, zone string) (*ent.User, error) {
	create := in.db.Ent.User.Create().SetTimeZone(in.zone)
	if zone != "" {
		create.SetTimeZone(zone).SetTimeZoneInferred(false)
	}
	if externalID != "" {
		create.SetExternalID(externalID)
	}
	if name != "" {
		create.SetDisplayName(name)
	}
	made, err := create.Save(viewer.System(ctx))
	if err != nil {
		return nil, fmt.Errorf("create person: %w", err)
	}
	return made, nil
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
		query.Where(user.Or(user.ExternalID(text), user.ID(number))).Order(user.ByExternalID())
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

// tokenCommands make, list and revoke API tokens.
type tokenCommands struct {
	Create tokenCreateCommand `cmd:"" help:"Make an API token and print it, this once."`
	List   tokenListCommand   `cmd:"" help:"List tokens, without their secrets."`
	Revoke tokenRevokeCommand `cmd:"" help:"End a token for good."`
}

// tokenCreateCommand makes an API token.
type tokenCreateCommand struct {
	User    string   `help:"Whose token: number, global id or external id. May be left out when there is one person."`
	Service bool     `help:"Make a service token, which may do everything for everybody, instead of a person's."`
	Name    string   `default:"Command line" help:"What to call it."`
	Scopes  []string `default:"read,sync,manage" help:"What a person's token may do: read, sync, manage."`
	Days    int      `help:"How many days it works; for ever when left out."`
}

// Run makes the token and prints its secret.
func (c *tokenCreateCommand) Run(p *process) error {
	scopes, err := parseScopes(c.Scopes)
	if err != nil {
		return err
	}
	if c.Service && c.User != "" {
		return usagef("--service and --user exclude each other")
	}
	if c.Days < 0 {
		return usagef("--days=%d: want a number from 1", c.Days)
	}
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	grant := auth.Grant{Name: c.Name, Scopes: scopes}
	if !c.Service {
		whose, err := in.person(p.ctx, c.User)
		if err != nil {
			return err
		}
		grant.UserID = whose.ID
	}
	if c.Days > 0 {
		grant.ExpiresAt = p.now().AddDate(0, 0, c.Days)
	}
	secret, _, err := auth.Issue(viewer.System(p.ctx), in.db.Ent.ApiToken, grant)
	if err != nil {
		return err
	}
	p.printf("%s\n", secret)
	return nil
}

// parseScopes reads what a person's token may do, in upper or lower case.
func parseScopes(names []string) ([]viewer.Scope, error) {
	allowed := map[string]viewer.Scope{}
	for _, scope := range auth.PersonalScopes() {
		allowed[string(scope)] = scope
	}
	var scopes []viewer.Scope
	for _, name := range names {
		scope, ok := allowed[strings.ToUpper(strings.TrimSpace(name))]
		if !ok {
			return nil, usagef("--scopes=%q: want read, sync, manage, separated by commas", strings.Join(names, ","))
		}
		scopes = append(scopes, scope)
	}
	return scopes, nil
}

// tokenListCommand lists API tokens.
type tokenListCommand struct{}

// Run prints a line for each token.
func (tokenListCommand) Run(p *process) error {
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	tokens, err := in.db.Ent.ApiToken.Query().Order(ent.Asc(apitoken.FieldID)).All(viewer.System(p.ctx))
	if err != nil {
		return fmt.Errorf("read tokens: %w", err)
	}
	table := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "ID\tTOKEN\tUSER\tNAME\tSCOPES\tEXPIRES\tLAST USED\tREVOKED")
	for _, t := range tokens {
		whose := "(service)"
		if t.UserID != nil {
			whose = strconv.Itoa(*t.UserID)
		}
		_, _ = fmt.Fprintf(table, "%d\t%s…\t%s\t%s\t%s\t%s\t%s\t%s\n", t.ID, t.Prefix, whose, t.Name,
			strings.Join(t.Scopes, ","), minute(t.ExpiresAt), minute(t.LastUsedAt), minute(t.RevokedAt))
	}
	return table.Flush()
}

func minute(t *time.Time) string {
	if t == nil {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04Z")
}

// tokenRevokeCommand ends an API token.
type tokenRevokeCommand struct {
	ID int `arg:"" help:"The token's id; see polarflow token list."`
}

// Run revokes the token. A server that runs goes on accepting it for a few seconds.
func (c *tokenRevokeCommand) Run(p *process) error {
	in, err := openReady(p)
	if err != nil {
		return err
	}
	defer in.close()
	token, err := in.credentials.Revoke(viewer.System(p.ctx), c.ID)
	if err != nil {
		return err
	}
	p.printf("Revoked %s… (%s).\n", token.Prefix, token.Name)
	return nil
}
