package web

import (
	"context"
	"fmt"
	"strconv"

	"polarflow/ent"
	"polarflow/ent/login"
	"polarflow/ent/viewer"
)

// nameOf returns what a person is called on a page: the display name, else the name to sign in with, else the
// application's id, else the number.
func (s *server) nameOf(ctx context.Context, userID int) (string, error) {
	ctx = viewer.System(ctx)
	person, err := s.DB.Ent.User.Get(ctx, userID)
	if err != nil {
		return "", fmt.Errorf("read person: %w", err)
	}
	if person.DisplayName != nil && *person.DisplayName != "" {
		return *person.DisplayName, nil
	}
	signsIn, err := s.DB.Ent.Login.Query().Where(login.UserID(userID)).Only(ctx)
	switch {
	case err == nil:
		return signsIn.Name, nil
	case !ent.IsNotFound(err):
		return "", fmt.Errorf("read login: %w", err)
	case person.ExternalID != nil:
		return *person.ExternalID, nil
	}
	return "user " + strconv.Itoa(userID), nil
}
