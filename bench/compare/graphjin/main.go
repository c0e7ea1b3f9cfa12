// Command graphjin serves the database of bench/compare through GraphJin's core, which compiles a GraphQL query to one
// SQL statement. It is a module of its own, so that polarflow does not depend on what it compares itself with.
package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"

	"github.com/dosco/graphjin/core/v3"
	_ "github.com/jackc/pgx/v5/stdlib" // registered as "pgx"
)

func main() {
	db, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(20)
	folder, err := os.MkdirTemp("", "graphjin")
	if err != nil {
		log.Fatal(err)
	}
	gj, err := core.NewGraphJinWithFS(&core.Config{
		DisableAllowList: true, Production: true, DisableProdSecurity: true, DefaultLimit: 1000, DBSchemaPollDuration: -1,
	}, db, core.NewOsFS(folder))
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.ListenAndServe(os.Getenv("ADDRESS"), answering(gj)))
}

// answering returns what answers POST with a query and its variables.
func answering(gj *core.GraphJin) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var asked struct {
			Query     string          `json:"query"`
			Variables json.RawMessage `json:"variables"`
		}
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		res, err := gj.GraphQL(r.Context(), asked.Query, asked.Variables, nil)
		if err != nil {
			http.Error(w, fmt.Sprint(err), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(res.Data)+len(`{"data":}`)))
		_, _ = fmt.Fprintf(w, `{"data":%s}`, res.Data)
	}
}
