//go:build !race

package analytics

// people is how many made-up athletes a statement about many of them is tried on.
const people = 30
