package config

import (
	"fmt"
	"slices"
	"strings"
)

// Mistakes is the error of settings that cannot be used. Its text has a line for each of them: the variable,
// what was given unless it may be a secret, and what is allowed.
type Mistakes struct{ lines []string }

// Error returns one line for each variable.
func (m *Mistakes) Error() string {
	return "settings that cannot be used:\n  " + strings.Join(m.lines, "\n  ")
}

type mistake struct{ variable, want string }

// secrets are variables whose value never appears in an error; a database's address may hold a password.
var secrets = []string{"DATABASE_URL", "POLAR_CLIENT_SECRET", "ENCRYPTION_KEY", "API_KEY"}

func newMistakes(found []mistake, environment map[string]string) *Mistakes {
	m := &Mistakes{}
	for _, f := range found {
		m.lines = append(m.lines, f.line(environment[f.variable]))
	}
	return m
}

func (m mistake) line(value string) string {
	switch {
	case value == "":
		return fmt.Sprintf("%s is not set, want %s", m.variable, m.want)
	case slices.Contains(secrets, m.variable):
		return fmt.Sprintf("%s: want %s (what was given is not shown)", m.variable, m.want)
	}
	return fmt.Sprintf("%s=%q: want %s", m.variable, value, m.want)
}
