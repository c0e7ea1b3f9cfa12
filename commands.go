package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/alecthomas/kong"

	"polarflow/auth"
	"polarflow/config"
	"polarflow/database"
)

// The statuses with which the process exits.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2 // a wrong flag or setting
)

// process is what a command has of the world around it.
type process struct {
	ctx            context.Context // ends when the process is told to end
	getenv         func(string) string
	stdout, stderr io.Writer
	now            func() time.Time
}

// printf writes to standard output. A reader that has gone is no reason to fail.
func (p *process) printf(format string, args ...any) { _, _ = fmt.Fprintf(p.stdout, format, args...) }

// commands is the command line.
type commands struct {
	Serve   serveCommand   `cmd:"" default:"withargs" help:"Run the server and its workers. This is the default."`
	Demo    demoCommand    `cmd:"" help:"Run the server with synthetic athletes and nothing to set up."`
	Migrate migrateCommand `cmd:"" help:"Bring the database to this version's schema."`
	Auth    authCommand    `cmd:"" help:"Connect a Polar account from the terminal."`
	Sync    syncCommand    `cmd:"" help:"Fetch from Polar now."`
	User    userCommands   `cmd:"" help:"Make and list people."`
	Token   tokenCommands  `cmd:"" help:"Make, list and revoke API tokens."`
	Sandbox sandboxCommand `cmd:"" help:"Run the built-in Polar sandbox on its own."`
	Health  healthCommand  `cmd:"" help:"Ask the server on this machine whether it is ready."`
	Version versionCommand `cmd:"" help:"Say which version this is."`
}

// usageError is about what was typed; it ends with exitUsage.
type usageError struct{ text string }

// Error returns the text for the person at the terminal.
func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// run carries out one command line and returns the status to exit with.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	exited := -1
	var line commands
	parser, err := kong.New(&line, kong.Name("polarflow"), kong.Writers(stdout, stderr),
		kong.Description("Keeps everything that a Polar watch knows about you, and serves it through GraphQL. "+
			"Settings come from environment variables and the file .env; .env.example lists them."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.Exit(func(code int) { exited = code }))
	if err != nil {
		return report(stderr, err)
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help was printed
		return exited
	}
	if err != nil {
		return report(stderr, usagef("%v; see polarflow --help", err))
	}
	err = command.Run(&process{ctx: ctx, getenv: getenv, stdout: stdout, stderr: stderr, now: time.Now})
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return exitOK // told to end, and did
	}
	return report(stderr, err)
}

// report says what went wrong and returns the status to exit with.
func report(stderr io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	_, _ = fmt.Fprintln(stderr, "polarflow:", err)
	var mistakes *config.Mistakes
	var typed *usageError
	isUsage := errors.As(err, &mistakes) || errors.As(err, &typed) || errors.Is(err, auth.ErrKey) || errors.Is(err, database.ErrURL)
	if isUsage {
		return exitUsage
	}
	return exitFailed
}

// migrateCommand brings the database to this version's schema.
type migrateCommand struct{}

// Run migrates.
func (migrateCommand) Run(p *process) error {
	cfg, err := config.Load(p.getenv)
	if err != nil {
		return err
	}
	db, err := database.Open(p.ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if err := db.Migrate(p.ctx); err != nil {
		return err
	}
	p.printf("The database has this version's schema.\n")
	return nil
}

// versionCommand says which version this is.
type versionCommand struct{}

// Run prints version, commit, Go version and the database driver of the settings, if they can be read.
func (versionCommand) Run(p *process) error {
	commit := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				commit = setting.Value
			}
		}
	}
	driver := "postgres (lib/pq)"
	cfg, err := config.Load(p.getenv)
	if err != nil {
		driver = "unknown: the settings cannot be used"
	} else if _, isSQLite := database.SQLitePath(cfg.DatabaseURL); isSQLite {
		driver = "sqlite (modernc.org/sqlite)"
	}
	_, err = fmt.Fprintf(p.stdout, "polarflow %s\ncommit    %s\ngo        %s\ndatabase  %s\n", version, commit, runtime.Version(), driver)
	return err
}
