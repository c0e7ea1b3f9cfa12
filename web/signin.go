package web

import (
	"errors"
	"net/http"
	"net/url"

	"polarflow/auth"
	"polarflow/ent/viewer"
)

// mostForm bounds the body of a form, in bytes.
const mostForm = 16 << 10

// signInView is what the page to sign in shows.
type signInView struct {
	// People and Operators say who can sign in here.
	People, Operators bool
	// Name is what was typed, and Problem why that did not do.
	Name, Problem string
	// AsOperator has the operator's form in front.
	AsOperator bool
	// Next is where the sign-in leads to.
	Next string
}

// signInPage shows who is signed in, or the forms to do so. With a code in its address it is a sign-in link.
func (s *server) signInPage(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Has("code") {
		s.followLink(w, r)
		return
	}
	if v, ok := s.signedIn(r); ok {
		s.signedInPage(w, r, v)
		return
	}
	if !s.People && !s.Operators {
		s.notFound(w, r)
		return
	}
	next := nextOf(r.URL.Query())
	if open, err := s.Gate.SetupOpen(r.Context()); err == nil && open && s.People && !isForOperators(next) {
		http.Redirect(w, r, "/setup", http.StatusSeeOther)
		return
	}
	s.showSignIn(w, r, http.StatusOK, signInView{Next: next, AsOperator: isForOperators(next)})
}

func (s *server) showSignIn(w http.ResponseWriter, r *http.Request, status int, v signInView) {
	v.People, v.Operators = s.People, s.Operators
	s.render(w, r, status, "signin.html", v)
}

// signedInPage tells who is signed in, and where to go from here.
func (s *server) signedInPage(w http.ResponseWriter, r *http.Request, v viewer.Viewer) {
	s.render(w, r, http.StatusOK, "signedin.html", struct{ Operator, CanConnect, GraphiQL, Jobs bool }{
		v.All, !v.All && s.Polar != nil, s.GraphiQL, v.All && s.JobPages != nil,
	})
}

// followLink uses up a sign-in link.
func (s *server) followLink(w http.ResponseWriter, r *http.Request) {
	userID, ok := s.SignIn.Redeem(r.URL.Query().Get("code"))
	if !ok {
		s.page(w, r, http.StatusForbidden, page{
			Title: "This sign-in link does not work", Text: "A sign-in link works once, for an hour, and only while the server that printed it runs.",
			Hint: "Start the server again for a new one, or use an API token.",
		})
		return
	}
	secret, err := s.Gate.SignInAs(r.Context(), userID, "sign-in link", s.browserOf(r))
	if err != nil {
		s.internalError(w, r, "sign in", err)
		return
	}
	s.enter(w, r, secret, "/")
}

// signInForm lets in whoever sends the right name and password, or a service credential.
func (s *server) signInForm(w http.ResponseWriter, r *http.Request) {
	form, ok := s.form(w, r)
	if !ok {
		return
	}
	view := signInView{Name: form.Get("name"), AsOperator: form.Has("credential"), Next: nextOf(form)}
	var secret string
	var err error
	switch {
	case view.AsOperator && s.Operators:
		secret, err = s.Gate.SignInWithCredential(r.Context(), form.Get("credential"), s.browserOf(r))
	case !view.AsOperator && s.People:
		secret, err = s.Gate.SignIn(r.Context(), view.Name, form.Get("password"), s.browserOf(r))
	default:
		s.notFound(w, r)
		return
	}
	if err == nil {
		s.enter(w, r, secret, view.Next)
		return
	}
	status, problem := refusal(w, err)
	if problem == "" {
		s.internalError(w, r, "sign in", err)
		return
	}
	view.Problem = problem
	s.showSignIn(w, r, status, view)
}

// enter gives the browser its new session and leads it on.
func (s *server) enter(w http.ResponseWriter, r *http.Request, secret, target string) {
	http.SetCookie(w, s.cookie(auth.SessionCookie, secret, "/", auth.SessionTime))
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, target, http.StatusSeeOther)
}

// form reads the form of a page of this server. Another site's form, and one that is too large or no form,
// it answers itself.
func (s *server) form(w http.ResponseWriter, r *http.Request) (url.Values, bool) {
	if !s.fromOwnPage(r) {
		s.page(w, r, http.StatusForbidden, page{
			Title: "This form came from elsewhere", Text: "Only a page of this server may send this.",
			Hint: "If you opened the page at another address than " + s.BaseURL + ", open it there.",
		})
		return nil, false
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	err := r.ParseForm()
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		s.page(w, r, http.StatusRequestEntityTooLarge, page{Title: "This form is too large", Text: "Nothing was changed."})
		return nil, false
	}
	if err != nil {
		s.page(w, r, http.StatusBadRequest, page{Title: "This form cannot be read", Text: "Nothing was changed."})
		return nil, false
	}
	return r.PostForm, true
}

// browserOf returns the browser that sent a request.
func (s *server) browserOf(r *http.Request) auth.Browser {
	return auth.Browser{Agent: r.UserAgent(), Secret: s.sessionOf(r)}
}

// signedIn returns whose session the browser holds.
func (s *server) signedIn(r *http.Request) (viewer.Viewer, bool) {
	secret := s.browserOf(r).Secret
	if secret == "" {
		return viewer.Viewer{}, false
	}
	v, err := s.Credentials.Identify(r.Context(), secret)
	return v, err == nil
}
