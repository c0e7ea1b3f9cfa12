package polar

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

// User is what Polar knows about a registered user. MemberID is the name under which this client
// registered the user. Weight is in kilograms and Height in centimetres; PhysicalInfo is newer.
type User struct {
	PolarUserID      Null[int64]       `json:"polar_user_id"`
	MemberID         string            `json:"member_id"`
	RegistrationDate UTCTime           `json:"registration_date"`
	FirstName        string            `json:"first_name"`
	LastName         string            `json:"last_name"`
	Birthdate        Date              `json:"birthdate"`
	Gender           string            `json:"gender"`
	Weight           Null[float64]     `json:"weight"`
	Height           Null[float64]     `json:"height"`
	ExtraInfo        List[ExtraAnswer] `json:"extra_info"`
}

// ExtraAnswer is the user's answer to a question that this client had Polar ask.
type ExtraAnswer struct {
	Value string    `json:"value"`
	Index Null[int] `json:"index"`
	Name  string    `json:"name"`
}

// Register registers the user with this client, which every other call needs to have happened once;
// before it they answer ErrForbidden. memberID is this client's name for the user. A user who is
// registered already is ErrAlreadyRegistered.
// See "Register user" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Register(ctx context.Context, memberID string) (User, error) {
	r := request{method: http.MethodPost, template: "/v3/users", body: map[string]string{"member-id": memberID}}
	user, err := u.readUser(ctx, r)
	if errors.Is(err, ErrConflict) {
		return User{}, fmt.Errorf("%w: %w", ErrAlreadyRegistered, err)
	}
	return user, err
}

// Get returns the user's record, and ErrNotFound if the user is not registered.
// See "Get user information" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Get(ctx context.Context, userID int64) (User, error) {
	return u.readUser(ctx, get("/v3/users/{user-id}", strconv.FormatInt(userID, 10)))
}

// Delete ends the registration of the user, which also revokes the access token.
// See "Delete user" at https://www.polar.com/accesslink-api/.
func (u *UserClient) Delete(ctx context.Context, userID int64) error {
	r := get("/v3/users/{user-id}", strconv.FormatInt(userID, 10))
	r.method = http.MethodDelete
	_, err := u.do(ctx, r)
	return err
}

// readUser performs a request whose answer is a user. 204 says that there is none.
func (u *UserClient) readUser(ctx context.Context, r request) (User, error) {
	got, err := u.do(ctx, r)
	if err != nil {
		return User{}, err
	}
	if got.status == http.StatusNoContent {
		return User{}, &APIError{Method: r.method, Path: r.template, Status: got.status, RateLimit: got.rateLimit}
	}
	var user User
	if err := decodeObject(got.body, &user); err != nil {
		return User{}, r.wrap(err)
	}
	return user, nil
}

// decodeObject reads an answer that is one object into the value that into points to, with keys in
// either style. An answer that cannot be read is ErrMalformed.
func decodeObject(body []byte, into any) error {
	if !json.Valid(body) || kindOf(body) != "object" {
		return ErrMalformed
	}
	if err := json.Unmarshal(underscoreKeys(body), into); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return nil
}
