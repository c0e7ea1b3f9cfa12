package web

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

//go:embed pages
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// page is a plain message to a person.
type page struct {
	Title, Text string
	// Hint says what to do next.
	Hint string
	// Link and LinkText lead on; empty for a page that goes nowhere.
	Link, LinkText string
	// RequestID finds the log lines of a failure that is nobody's mistake.
	RequestID string
}

// page answers with a message.
func (s *server) page(w http.ResponseWriter, r *http.Request, status int, p page) {
	s.render(w, r, status, "page.html", p)
}

// internalError answers with a page about a failure, which goes to the log; step says what was being done.
func (s *server) internalError(w http.ResponseWriter, r *http.Request, step string, err error) {
	id := r.Header.Get(RequestIDHeader)
	s.Log.ErrorContext(r.Context(), step, "request_id", id, "error", err)
	s.page(w, r, http.StatusInternalServerError, page{
		Title: "Something went wrong", Text: "The server could not do this just now.",
		Hint: "Please try again. The server's log says more.", RequestID: id,
	})
}

// render writes a page that nobody may keep.
func (s *server) render(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var html bytes.Buffer
	if err := pages.ExecuteTemplate(&html, name, data); err != nil {
		s.Log.ErrorContext(r.Context(), "render page", "page", name, "error", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(html.Bytes())
}
