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
	"polarflow/ent/viewer"
)

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
	secret, err := in.issue(p.ctx, grant)
	if err != nil {
		return err
	}
	p.printf("%s\n", secret)
	return nil
}

// issue makes a token from the terminal, with its line in the audit trail, and returns its secret.
func (in *installation) issue(ctx context.Context, grant auth.Grant) (secret string, err error) {
	ctx = viewer.System(auth.WithActor(ctx, auth.ActorTerminal))
	err = in.db.InTx(ctx, func(tx *ent.Tx) error {
		made, token, err := auth.Issue(ctx, tx.ApiToken, grant, in.now())
		if err != nil {
			return err
		}
		secret = made
		return auth.Audit(ctx, tx.AuditEvent, auth.TokenEvent(auth.TokenCreated, token, in.now()))
	})
	return secret, err
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
	token, err := in.credentials.Revoke(viewer.System(auth.WithActor(p.ctx, auth.ActorTerminal)), c.ID)
	if err != nil {
		return err
	}
	p.printf("Revoked %s… (%s).\n", token.Prefix, token.Name)
	return nil
}
