//go:build race

package analytics

// people is how many there are with the race detector, which takes several times as long and finds nothing more in
// another athlete.
const people = 6
