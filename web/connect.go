package web

import (
	"errors"
	"net/http"
	"time"

	"polarflow/auth"
	"polarflow/ent/viewer"
)

// A browser keeps its cookie for the whole way through Polar's consent page, and a little longer.
const (
	browserCookie = "polarflow_browser"
	connectPath   = "/connect/polar"
	browserTime   = 15 * time.Minute
)

// connect binds a journey to the browser and goes on to Polar. Without a ticket it starts a journey for the
// person who is signed in.
func (s *server) connect(w http.ResponseWriter, r *http.Request) {
	if s.Polar == nil {
		s.page(w, r, http.StatusServiceUnavailable, page{
			Title: "Polar is not set up", Text: "This server has no client at Polar yet.",
			Hint: "Make one at https://admin.polaraccesslink.com and set POLAR_CLIENT_ID and POLAR_CLIENT_SECRET.",
		})
		return
	}
	ticket := r.URL.Query().Get("ticket")
	if ticket == "" {
		s.connectHere(w, r)
		return
	}
	journey, err := s.Connector.Find(r.Context(), ticket)
	if err != nil {
		s.journeyError(w, r, "find journey", err)
		return
	}
	browser, err := s.browser(r)
	if err != nil {
		s.internalError(w, r, "begin journey", err)
		return
	}
	http.SetCookie(w, s.cookie(browserCookie, browser, connectPath, browserTime))
	w.Header().Set("Cache-Control", "no-store")
	if !s.isForeign(w, r, journey) {
		s.goOn(w, r, ticket, browser)
	}
}

// goOn binds the journey to the browser and leads it to Polar.
func (s *server) goOn(w http.ResponseWriter, r *http.Request, ticket, browser string) {
	state, err := s.Connector.Begin(r.Context(), ticket, browser)
	if err != nil {
		s.journeyError(w, r, "begin journey", err)
		return
	}
	http.Redirect(w, r, s.Polar.AuthCodeURL(state), http.StatusSeeOther)
}

// connectHere starts a journey for the person who is signed in, which ends on a page of this server.
func (s *server) connectHere(w http.ResponseWriter, r *http.Request) {
	v, ok := s.signedIn(r)
	if !ok || v.All || !v.Has(viewer.Manage) {
		s.page(w, r, http.StatusBadRequest, page{
			Title: "Nobody to connect", Text: "This address connects the person who is signed in, and nobody is.",
			Hint: "Sign in first, or begin in the app that you want to connect.",
			Link: "/login", LinkText: "Sign in",
		})
		return
	}
	address, err := s.Connector.StartHere(r.Context(), v.UserID)
	if err != nil {
		s.internalError(w, r, "start journey", err)
		return
	}
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// browser returns the value of the browser's cookie, which stays the same over several journeys so that two
// tabs do not get in each other's way, or a new one.
func (s *server) browser(r *http.Request) (string, error) {
	if value := s.cookieOf(r, browserCookie); value != "" {
		return value, nil
	}
	return auth.NewSecret()
}

// journeyError answers for a journey that cannot go on: a page that goes nowhere, since where to go would be
// the sender's choice.
func (s *server) journeyError(w http.ResponseWriter, r *http.Request, step string, err error) {
	if !errors.Is(err, auth.ErrJourney) {
		s.internalError(w, r, step, err)
		return
	}
	s.page(w, r, http.StatusBadRequest, s.withWayBack(r, page{
		Title: "This way to Polar has ended",
		Text:  "The link was used already, is older than ten minutes, or was begun in another browser.",
		Hint:  "Please go back to where you began, and begin again.",
	}))
}
