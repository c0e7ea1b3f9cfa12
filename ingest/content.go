package ingest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"polarflow/ent"
	"polarflow/series"
)

// encoded is a series as it is stored.
type encoded struct {
	samples
	data []byte
}

// encode returns series as they are stored.
func encode(list []samples) ([]encoded, error) {
	out := make([]encoded, len(list))
	for i, s := range list {
		data, err := series.Encode(s.points)
		if err != nil {
			return nil, fmt.Errorf("encode %s: %w", s.name, err)
		}
		out[i] = encoded{s, data}
	}
	return out, nil
}

// contentHash identifies what a row and its series say, apart from when they were written. Polar sends one
// and the same record with its keys in another order, a number with other zeros, or a link to another host.
func contentHash(row ent.Mutation, list []encoded) ([]byte, error) {
	h := sha256.New()
	fields := row.Fields()
	slices.Sort(fields)
	for _, name := range fields {
		if name == "updated_at" {
			continue
		}
		value, _ := row.Field(name)
		text, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("hash %s: %w", name, err)
		}
		_, _ = fmt.Fprintf(h, "%s=%s\n", name, text)
	}
	for _, s := range list {
		_, _ = fmt.Fprintf(h, "%s@%s %d\n", s.name, s.at, len(s.data))
		h.Write(s.data)
	}
	return h.Sum(nil), nil
}
