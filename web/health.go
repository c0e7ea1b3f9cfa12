package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"polarflow/database"
)

// readyTime is how long the database may take to answer /ready.
const readyTime = 3 * time.Second

// health says that the process lives.
func (s *server) health(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "ok", "version": s.Version})
}

// ready says whether requests can be served: the database answers and has this version's schema.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyTime)
	defer cancel()
	reason := s.unready(ctx)
	if reason == "" {
		answer(w, http.StatusOK, map[string]string{"status": "ready"})
		return
	}
	answer(w, http.StatusServiceUnavailable, map[string]string{"status": "unavailable", "reason": reason})
}

// unready returns why requests cannot be served, or "". The error itself goes to the log: it may name hosts.
func (s *server) unready(ctx context.Context) string {
	if err := s.DB.Ping(ctx); err != nil {
		s.Log.WarnContext(ctx, "not ready", "error", err)
		return "the database does not answer"
	}
	err := s.DB.Current(ctx)
	switch {
	case errors.Is(err, database.ErrSchema):
		return database.ErrSchema.Error()
	case err != nil:
		s.Log.WarnContext(ctx, "not ready", "error", err)
		return "the database's schema cannot be read"
	}
	return ""
}

// answer writes a small JSON object that nobody may keep.
func answer(w http.ResponseWriter, status int, body map[string]string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
