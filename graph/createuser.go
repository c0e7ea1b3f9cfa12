package graph

import (
	"context"
	"fmt"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/ent/user"
	"polarflow/graph/model"
)

// createUser creates a person, or returns the one who has the external id already.
func (r *Resolver) createUser(ctx context.Context, in model.CreateUserInput) (*model.CreateUserPayload, error) {
	for _, wrong := range [][]*model.UserError{
		checkName("externalId", in.ExternalID), checkDisplayName(in.DisplayName), checkTimeZone(in.TimeZone),
	} {
		if wrong != nil {
			return &model.CreateUserPayload{UserErrors: wrong}, nil
		}
	}
	person, err := r.insertUser(ctx, in)
	if !ent.IsConstraintError(err) {
		return &model.CreateUserPayload{User: person}, err
	}
	// The insert itself finds out that the id is taken, so that of two at once only one creates.
	person, err = read(ctx).PersonWhere(ctx, func(q *ent.UserQuery) { q.Where(user.ExternalID(in.ExternalID)) })
	return &model.CreateUserPayload{
		User: person, UserErrors: userErrors(externalIDTaken, "externalId", "there is a person with this externalId already"),
	}, err
}

// insertUser writes the person and the line in the audit trail.
func (r *Resolver) insertUser(ctx context.Context, in model.CreateUserInput) (*ent.User, error) {
	var person *ent.User
	err := r.DB.InTx(ctx, func(tx *ent.Tx) (err error) {
		if person, err = r.newUser(tx, in).Save(ctx); err != nil {
			return err
		}
		return r.audit(ctx, tx, person.ID, auth.UserCreated)
	})
	if err != nil {
		return nil, fmt.Errorf("create person: %w", err)
	}
	return person.Unwrap(), nil
}

func (r *Resolver) newUser(tx *ent.Tx, in model.CreateUserInput) *ent.UserCreate {
	now := r.Now().UTC()
	create := tx.User.Create().SetExternalID(in.ExternalID).SetNillableDisplayName(in.DisplayName).
		SetCreatedAt(now).SetUpdatedAt(now).SetTimeZone(r.TimeZone)
	if in.TimeZone != nil {
		create.SetTimeZone(*in.TimeZone).SetTimeZoneInferred(false)
	}
	return create
}

// updateUser changes what the input names of a person.
func (r *Resolver) updateUser(ctx context.Context, person *ent.User, in model.UpdateUserInput) (*model.UpdateUserPayload, error) {
	name, hasName := in.DisplayName.ValueOK()
	for _, wrong := range [][]*model.UserError{checkDisplayName(name), checkTimeZone(in.TimeZone)} {
		if wrong != nil {
			return &model.UpdateUserPayload{UserErrors: wrong}, nil
		}
	}
	update := r.DB.Ent.User.UpdateOne(person).SetUpdatedAt(r.Now().UTC())
	if hasName && name == nil {
		update.ClearDisplayName()
	}
	if name != nil {
		update.SetDisplayName(*name)
	}
	if in.TimeZone != nil {
		update.SetTimeZone(*in.TimeZone).SetTimeZoneInferred(false)
	}
	changed, err := update.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("update person: %w", err)
	}
	return &model.UpdateUserPayload{User: changed}, nil
}
