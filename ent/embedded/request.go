package embedded

import "time"

// Request is a request to Polar that is on its way.
type Request struct {
	// Number counts all requests that have left, from 1.
	Number int64 `json:"number"`
	// LeftAt is when it left.
	LeftAt time.Time `json:"leftAt"`
	// Beside is how many others have been on their way together with it.
	Beside int `json:"beside"`
}
