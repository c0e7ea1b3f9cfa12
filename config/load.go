package config

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/caarlos0/env/v11"
)

// Load reads the settings through getenv, for which an empty value is the same as none. All mistakes are
// reported at once, in an error that is a *Mistakes and shows no secret.
func Load(getenv func(string) string) (Config, error) {
	environment, err := given(getenv)
	if err != nil {
		return Config{}, err
	}
	setModeDefaults(environment)
	var c Config
	mistakes := mistakesIn(env.ParseWithOptions(&c, env.Options{Environment: environment, FuncMap: parsers()}))
	c.derivedBaseURL = c.BaseURL == ""
	c.derivedReturns = len(c.AllowedReturnOrigins) == 0
	c = c.ListeningOn(c.APIPort)
	c.normalise()
	mistakes = append(mistakes, c.broken(mistakes)...)
	if len(mistakes) > 0 {
		return Config{}, newMistakes(mistakes, environment)
	}
	return c, nil
}

// ListeningOn returns the settings of a server that listens on a port, which API_PORT=0 leaves open: what
// defaults to the server's own address follows it.
func (c Config) ListeningOn(port int) Config {
	c.APIPort = port
	if c.derivedBaseURL {
		c.BaseURL = "http://localhost:" + strconv.Itoa(port)
	}
	if c.derivedReturns {
		c.AllowedReturnOrigins = []string{c.BaseURL}
	}
	return c
}

// Variables returns the names of all settings, in the order of Config.
func Variables() ([]string, error) {
	params, err := env.GetFieldParams(&Config{})
	if err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	names := make([]string, 0, len(params))
	for _, p := range params {
		names = append(names, p.Key)
	}
	return names, nil
}

// given returns the variables that are set.
func given(getenv func(string) string) (map[string]string, error) {
	names, err := Variables()
	if err != nil {
		return nil, err
	}
	environment := map[string]string{}
	for _, name := range names {
		if value := getenv(name); value != "" {
			environment[name] = value
		}
	}
	return environment, nil
}

// setModeDefaults gives the switches whose default depends on whom the deployment is for.
func setModeDefaults(environment map[string]string) {
	atHome := strconv.FormatBool(environment["DEPLOYMENT_MODE"] != string(SaaS))
	for _, name := range []string{"GRAPHIQL_ENABLED", "INTROSPECTION_ENABLED", "ADMIN_ENABLED"} {
		if environment[name] == "" {
			environment[name] = atHome
		}
	}
}

// mistakesIn returns what is wrong with variables that could not be read as their field's type.
func mistakesIn(err error) []mistake {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return nil
	}
	var found []mistake
	for _, one := range all.Errors {
		var unread env.ParseError
		if !errors.As(one, &unread) {
			continue
		}
		if field, ok := reflect.TypeFor[Config]().FieldByName(unread.Name); ok {
			found = append(found, mistake{field.Tag.Get("env"), unread.Err.Error()})
		}
	}
	return found
}

// broken returns the rules that the settings break, except for variables that could not be read at all.
func (c Config) broken(unread []mistake) []mistake {
	var found []mistake
	for _, r := range c.rules() {
		isUnread := slices.ContainsFunc(unread, func(m mistake) bool { return m.variable == r.variable })
		if !r.kept && !isUnread {
			found = append(found, mistake{r.variable, r.want})
		}
	}
	return found
}
