package embedded

// Listed is one exercise as Polar's list last had it.
type Listed struct {
	// Hash is of the list's element, without samples: a list with the same hash is not downloaded again.
	Hash string `json:"hash"`
	// Uploaded is when it was uploaded, in RFC 3339; lists hold it for 30 days.
	Uploaded string `json:"uploaded,omitempty"`
	// Missing is in how many complete lists in a row it was missing.
	Missing int `json:"missing,omitempty"`
}
