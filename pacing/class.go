// Package pacing decides what Polar is asked for and when: how the requests that Polar grants are shared out,
// when a person is due again, which kinds and days a sync asks for, and how a reach-back goes on. It is
// arithmetic: it reads no clock and no database and keeps nothing between two calls.
package pacing

// Class is how urgent work is. What is more urgent may use more of Polar's limits.
type Class int

// The classes, the most urgent first.
const (
	// Manual is what a person waits for: somebody pressed the button.
	Manual Class = iota
	// Prompt is what came without waiting: a first connect, a webhook.
	Prompt
	// Scheduled is the sync of somebody who is due.
	Scheduled
	// Spare is a reach-back, which takes what nobody else has use for.
	Spare
)

// share returns the part of a limit that work of the class may fill. The button has the last 5 % to itself, and 15 %
// more together with prompt work: of some 100 requests for each person and day, 5 % are one button (13 requests) a day
// for two people in five.
func (c Class) share() float64 {
	switch c {
	case Manual:
		return 1
	case Prompt:
		return 0.95
	}
	return scheduledShare
}

// scheduledShare is the part of each limit that syncs of people who are due may fill.
const scheduledShare = 0.8
