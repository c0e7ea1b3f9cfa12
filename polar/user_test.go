package polar

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestRegister(t *testing.T) {
	t.Parallel()
	const answer = `{"polar-user-id":2278512,"member-id":"i09u9ujj","registration-date":"2011-10-14T12:50:37.000Z",
		"first-name":"Eka","last-name":"Toka","birthdate":"1985-09-06","gender":"MALE","weight":66,"height":170.5,
		"extra-info":[{"value":"2","index":0,"name":"number-of-children"}]}`
	registered := User{
		PolarUserID: some(int64(2278512)), MemberID: "i09u9ujj", RegistrationDate: UTCTime{time.Date(2011, 10, 14, 12, 50, 37, 0, time.UTC)},
		FirstName: "Eka", LastName: "Toka", Birthdate: Date{1985, time.September, 6}, Gender: "MALE", Weight: some(66.0),
		Height: some(170.5), ExtraInfo: List[ExtraAnswer]{{"2", some(0), "number-of-children"}},
	}
	tests := map[string]struct {
		status int
		body   string
		want   User
		err    error
	}{
		"as documented":      {http.StatusOK, answer, registered, nil},
		"as created":         {http.StatusCreated, answer, registered, nil},
		"already registered": {http.StatusConflict, "", User{}, ErrAlreadyRegistered},
		"consents missing":   {http.StatusForbidden, "", User{}, ErrForbidden},
		"unknown user":       {http.StatusNoContent, "", User{}, ErrNotFound},
		"not JSON":           {http.StatusOK, "<user/>", User{}, ErrMalformed},
		"wrong type":         {http.StatusOK, `{"polar-user-id":[]}`, User{}, ErrMalformed},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := answering(t, test.status, test.body).User("t0ken").Register(t.Context(), "i09u9ujj")
			if !errors.Is(err, test.err) {
				t.Errorf("error is %v, want %v", err, test.err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("user (-want +got):\n%s", diff)
			}
		})
	}
}

func TestUserRequests(t *testing.T) {
	t.Parallel()
	rec := &recorder{status: http.StatusNoContent}
	user := serving(t, rec.ServeHTTP).User("t0ken")
	if _, err := user.Register(t.Context(), "member 1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Register error is %v, want ErrNotFound", err)
	}
	if _, err := user.Get(t.Context(), 475); !errors.Is(err, ErrNotFound) {
		t.Errorf("Get error is %v, want ErrNotFound", err)
	}
	if err := user.Delete(t.Context(), 475); err != nil {
		t.Errorf("Delete error is %v", err)
	}
	want := []seenRequest{
		{"POST /v3/users", "Bearer t0ken", "application/json", "application/json", `{"member-id":"member 1"}`},
		{"GET /v3/users/475", "Bearer t0ken", "application/json", "", ""},
		{"DELETE /v3/users/475", "Bearer t0ken", "application/json", "", ""},
	}
	if diff := cmp.Diff(want, rec.seen); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestDocumentedUser(t *testing.T) {
	t.Parallel()
	got, err := recording(t, "docs/polar-get-users-by-user-id-200-docs.json").Get(t.Context(), 2278512)
	if err != nil || got.PolarUserID != some(int64(2278512)) || len(got.ExtraInfo) != 1 {
		t.Errorf("user is %+v, error %v", got, err)
	}
}
