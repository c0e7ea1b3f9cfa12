package graph

import (
	"context"
	"strings"
	"time"

	"polarflow/ent"
	"polarflow/ent/user"
	"polarflow/ent/viewer"
	"polarflow/graph/model"
)

// The codes of what a person can put right in a mutation's input.
const (
	blank               = "BLANK"
	invalid             = "INVALID"
	missing             = "NOT_FOUND"
	notConnected        = "NOT_CONNECTED"
	externalIDTaken     = "EXTERNAL_ID_TAKEN"
	returnURLNotAllowed = "RETURN_URL_NOT_ALLOWED"
	limitReached        = "LIMIT_REACHED"
)

// maxName bounds names and ids that clients choose, in bytes.
const maxName = 200

// userErrors returns the list with one error about a field of the input.
func userErrors(code, field, message string) []*model.UserError {
	return []*model.UserError{{Code: code, Message: message, Field: []string{"input", field}}}
}

// subject returns whom an operation that needs a scope is about: the person of a personal credential, the
// named one of a service credential. Somebody else than oneself is as unknown as somebody who does not exist;
// then the person is nil and the list says so.
func (r *Resolver) subject(ctx context.Context, scope viewer.Scope, id *string) (*ent.User, []*model.UserError, error) {
	v, err := require(ctx, scope)
	if err != nil {
		return nil, nil, err
	}
	number := v.UserID
	if v.All && id == nil {
		return nil, userErrors(blank, "userId", "a service credential has to say whom it means"), nil
	}
	if id != nil {
		number = numberOf("User", *id)
	}
	person, err := read(ctx).PersonWhere(ctx, func(q *ent.UserQuery) { q.Where(user.ID(number)) })
	if err != nil {
		return nil, nil, err
	}
	if person == nil {
		return nil, userErrors(missing, "userId", "there is no such person"), nil
	}
	return person, nil, nil
}

// checkName returns what is wrong with a name or id that a client chose.
func checkName(field, name string) []*model.UserError {
	switch {
	case strings.TrimSpace(name) == "":
		return userErrors(blank, field, field+" is blank")
	case len(name) > maxName:
		return userErrors(invalid, field, field+" is too long")
	case !model.IsPlain(name):
		return userErrors(invalid, field, field+" has characters that cannot be seen")
	}
	return nil
}

// checkTimeZone returns what is wrong with the name of a time zone; nothing with nil.
func checkTimeZone(name *string) []*model.UserError {
	if name == nil {
		return nil
	}
	if _, err := time.LoadLocation(*name); err != nil || *name == "" || *name == "Local" {
		return userErrors(invalid, "timeZone", "not an IANA time zone such as Europe/Helsinki")
	}
	return nil
}

// checkDisplayName returns what is wrong with a display name; nothing with nil.
func checkDisplayName(name *string) []*model.UserError {
	if name == nil {
		return nil
	}
	return checkName("displayName", *name)
}
