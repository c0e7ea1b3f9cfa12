//go:build !race

package main

// chaosRuns is how many runs there are usually.
const chaosRuns = 30
