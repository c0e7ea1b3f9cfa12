package jobs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"polarflow/ent/embedded"
	"polarflow/ingest"
	"polarflow/polar"
)

// roll is Polar's list of exercises, each by its id with the hash of what the list says about it.
type roll = map[string]embedded.Listed

// heavy are the parts of an exercise that the list leaves out unless they are asked for.
var heavy = []string{"samples", "heart_rate_zones", "heart-rate-zones", "route"}

// unknownID begins the name in the list of an element that could not be read.
const unknownID = "?"

// rollOf returns what a list says about each exercise.
func rollOf(list polar.Batch[polar.Exercise]) roll {
	found := roll{}
	for _, item := range list.Items {
		uploaded := item.Value.UploadTime.Time
		if uploaded.IsZero() {
			uploaded = item.Value.StartTime.AtOffset(item.Value.StartTimeUTCOffset.V)
		}
		found[string(item.Value.ID)] = embedded.Listed{
			Hash: listedHash(item.Raw), Uploaded: uploaded.UTC().Format(time.RFC3339),
		}
	}
	for _, u := range list.Unreadable {
		hash := listedHash(u.Raw)
		found[unknownID+hash] = embedded.Listed{Hash: hash}
	}
	return found
}

// listedHash identifies what a list without samples says about an exercise, whatever the order of its keys. A new
// version of the mapping has all exercises downloaded again.
func listedHash(raw json.RawMessage) string {
	var parts map[string]json.RawMessage
	if json.Unmarshal(raw, &parts) == nil {
		for _, name := range heavy {
			delete(parts, name)
		}
		if light, err := json.Marshal(parts); err == nil {
			raw = light
		}
	}
	var canonical any
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if decoder.Decode(&canonical) == nil {
		if sorted, err := json.Marshal(canonical); err == nil {
			raw = sorted
		}
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "v%d %s", ingest.MappingVersion, raw))
	return hex.EncodeToString(sum[:])
}
