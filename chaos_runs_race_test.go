//go:build race

package main

// chaosRuns is how many runs there are with the race detector, which takes several times as long.
const chaosRuns = 8
