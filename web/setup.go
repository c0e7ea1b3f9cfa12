package web

import (
	"errors"
	"net/http"

	"polarflow/auth"
)

// setupView is what the page to set the server up shows.
type setupView struct {
	// Name is what was typed, and Problem why that did not do.
	Name, Problem string
	// Wrong is the field that the problem is with: code, name or password.
	Wrong string
}

// setupPage shows the form for the owner's account while there is none.
func (s *server) setupPage(w http.ResponseWriter, r *http.Request) {
	open, err := s.Gate.SetupOpen(r.Context())
	switch {
	case err != nil:
		s.internalError(w, r, "look for the owner", err)
	case !open:
		http.Redirect(w, r, "/login", http.StatusSeeOther)
	default:
		s.render(w, r, http.StatusOK, "setup.html", setupView{})
	}
}

// setupForm makes the owner's account and signs the owner in.
func (s *server) setupForm(w http.ResponseWriter, r *http.Request) {
	form, ok := s.form(w, r)
	if !ok {
		return
	}
	secret, err := s.Gate.SetUp(r.Context(), form.Get("code"), form.Get("name"), form.Get("password"), s.browserOf(r))
	if err == nil {
		s.enter(w, r, secret, "/connect")
		return
	}
	status, problem := refusal(w, err)
	if problem == "" {
		s.internalError(w, r, "set up", err)
		return
	}
	s.render(w, r, status, "setup.html", setupView{Name: form.Get("name"), Problem: problem, Wrong: wrongField(err)})
}

// wrongField returns the field that an error of setting up is about, "" for one that is about none.
func wrongField(err error) string {
	switch {
	case errors.Is(err, auth.ErrSetupCode):
		return "code"
	case errors.Is(err, auth.ErrName):
		return "name"
	case errors.Is(err, auth.ErrPasswordShort), errors.Is(err, auth.ErrPasswordLong):
		return "password"
	}
	return ""
}
