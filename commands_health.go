package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"polarflow/config"
)

// healthCommand asks the server on this machine whether it is ready, for containers that have no other tool.
type healthCommand struct{}

// Run fails unless /ready answers 200: of the worker where WORKER_PORT is set, else of the API.
func (healthCommand) Run(p *process) error {
	cfg, err := config.Load(p.getenv)
	if err != nil {
		return err
	}
	port := cfg.APIPort
	if cfg.WorkerPort != nil {
		port = *cfg.WorkerPort
	}
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	address := "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) + "/ready"
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", address, err)
	}
	response, err := new(http.Client).Do(request)
	if err != nil {
		return fmt.Errorf("ask the server: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	const mostReason = 1 << 10
	body, err := io.ReadAll(io.LimitReader(response.Body, mostReason))
	if err != nil {
		return fmt.Errorf("read the server's answer: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server is not ready: %s", body)
	}
	p.printf("%s", body)
	return nil
}
