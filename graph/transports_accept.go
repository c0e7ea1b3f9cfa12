package graph

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// The media types of answers.
const (
	contentJSON    = "application/json"
	contentGraphQL = "application/graphql-response+json"
	contentEvents  = "text/event-stream"
)

// accepted is what the sender of a request takes as an answer.
type accepted struct {
	mediaType string // of an answer in one piece; empty if none is wanted
	events    bool   // whether a stream of events is wanted
}

// wantedBy reads the header Accept. What only wildcards match is answered as plain JSON, and so is a request
// without the header. Some clients name events with every operation: they are for those that have no answer in
// one piece.
func wantedBy(h http.Header) accepted {
	header := strings.Join(h.Values("Accept"), ",")
	if strings.TrimSpace(header) == "" {
		return accepted{mediaType: contentJSON}
	}
	quality := map[string]float64{}
	for part := range strings.SplitSeq(header, ",") {
		if mediaType, params, err := mime.ParseMediaType(part); err == nil {
			quality[mediaType] = qualityOf(params)
		}
	}
	json := quality[contentJSON]
	for _, wildcard := range []string{"application/*", "*/*"} {
		if _, named := quality[contentJSON]; !named {
			json = max(json, quality[wildcard])
		}
	}
	wanted := accepted{events: quality[contentEvents] > 0}
	switch graphQL := quality[contentGraphQL]; {
	case graphQL > 0 && graphQL >= json:
		wanted.mediaType = contentGraphQL
	case json > 0:
		wanted.mediaType = contentJSON
	}
	return wanted
}

// qualityOf returns the weight of a media range, from 0 to 1 (RFC 9110, section 12.4.2).
func qualityOf(params map[string]string) float64 {
	q, given := params["q"]
	if !given {
		return 1
	}
	weight, err := strconv.ParseFloat(q, 64)
	if err != nil || weight < 0 || weight > 1 {
		return 0
	}
	return weight
}

// nothing reports whether there is no answer that the sender takes.
func (a accepted) nothing() bool { return a.mediaType == "" && !a.events }
