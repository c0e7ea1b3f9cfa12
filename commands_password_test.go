package main

import (
	"strings"
	"testing"
)

// The code for the owner's account is in the log at every level.
func TestSetupCodeAtEveryLevel(t *testing.T) {
	t.Parallel()
	for _, level := range []string{"debug", "info", "warn", "error"} {
		for _, format := range []string{"json", "text"} {
			t.Run(level+" "+format, func(t *testing.T) {
				t.Parallel()
				p := start(t, map[string]string{"LOG_LEVEL": level, "LOG_FORMAT": format}, "serve")
				p.await(p.stderr, func(text string) string {
					if strings.Contains(text, "/setup") && (setupCode(text) != "" || strings.Contains(text, " code=")) {
						return "yes"
					}
					return ""
				})
			})
		}
	}
}
