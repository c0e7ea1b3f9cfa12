package config

import (
	"errors"
	"log/slog"
	"net/netip"
	"reflect"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"
)

// parsers returns how each type of setting is read. The text of their errors says what is allowed, and is
// shown after «want».
func parsers() map[reflect.Type]env.ParserFunc {
	return map[reflect.Type]env.ParserFunc{
		reflect.TypeFor[bool]():     parseBool,
		reflect.TypeFor[int]():      parseInt,
		reflect.TypeFor[Mode]():     parseMode,
		reflect.TypeFor[Limits]():   parseLimits,
		reflect.TypeFor[Level]():    parseLevel,
		reflect.TypeFor[Networks](): parseNetworks,
	}
}

func parseBool(text string) (any, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true", "1", "yes", "on":
		return true, nil
	case "false", "0", "no", "off":
		return false, nil
	}
	return nil, errors.New("true or false")
}

func parseInt(text string) (any, error) {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return nil, errors.New("a whole number")
	}
	return n, nil
}

func parseMode(text string) (any, error) {
	switch mode := Mode(text); mode {
	case SelfHosted, SaaS:
		return mode, nil
	}
	return nil, errors.New("self_hosted or saas")
}

func parseLimits(text string) (any, error) {
	personal, service, both := strings.Cut(text, ",")
	if !both {
		service = personal
	}
	p, err1 := strconv.Atoi(strings.TrimSpace(personal))
	s, err2 := strconv.Atoi(strings.TrimSpace(service))
	if err1 != nil || err2 != nil || p < 1 || s < 1 {
		return nil, errors.New("one number from 1, or two as personal,service")
	}
	return Limits{Personal: p, Service: s}, nil
}

func parseLevel(text string) (any, error) {
	switch strings.ToLower(text) {
	case "debug":
		return Level(slog.LevelDebug), nil
	case "info":
		return Level(slog.LevelInfo), nil
	case "warn", "warning":
		return Level(slog.LevelWarn), nil
	case "error":
		return Level(slog.LevelError), nil
	}
	return nil, errors.New("debug, info, warn or error")
}

func parseNetworks(text string) (any, error) {
	var networks Networks
	for one := range strings.SplitSeq(text, ",") {
		network, err := parseNetwork(strings.TrimSpace(one))
		if err != nil {
			return nil, errors.New("comma-separated networks such as 10.0.0.0/8 or 127.0.0.1")
		}
		networks = append(networks, network)
	}
	return networks, nil
}

// parseNetwork reads a network, or one address as a network of its own. IPv4 inside IPv6 is IPv4.
func parseNetwork(text string) (netip.Prefix, error) {
	network, err := netip.ParsePrefix(text)
	if err != nil {
		address, err := netip.ParseAddr(text)
		if err != nil {
			return netip.Prefix{}, err
		}
		network = netip.PrefixFrom(address, address.BitLen())
	}
	const mapped = 96 // bits before the IPv4 address
	if network.Addr().Is4In6() && network.Bits() >= mapped {
		network = netip.PrefixFrom(network.Addr().Unmap(), network.Bits()-mapped)
	}
	return network.Masked(), nil
}
