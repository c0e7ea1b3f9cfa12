// Package dbtest gives tests databases of their own: an SQLite file, and a database on a private PostgreSQL
// cluster that is started from the binaries installed on the machine.
package dbtest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	_ "github.com/lib/pq" // registered as "postgres"
)

// ErrNoPostgres is returned where there is neither TEST_DATABASE_URL nor an installed PostgreSQL.
var ErrNoPostgres = errors.New("no PostgreSQL: set TEST_DATABASE_URL or install its server binaries")

// Cluster is a PostgreSQL server to make test databases on.
type Cluster struct {
	address url.URL // of its maintenance database
	process *exec.Cmd
	folder  string
	made    atomic.Int64
}

// StartPostgres returns the server of TEST_DATABASE_URL or starts a private one in a temporary folder,
// listening on a socket there. It dies with this process.
func StartPostgres(ctx context.Context) (*Cluster, error) {
	if address := os.Getenv("TEST_DATABASE_URL"); address != "" {
		u, err := url.Parse(address)
		if err != nil {
			return nil, errors.New("TEST_DATABASE_URL is not a postgres:// address")
		}
		return &Cluster{address: *u}, nil
	}
	binaries, err := findBinaries()
	if err != nil {
		return nil, err
	}
	return startPrivate(ctx, binaries)
}

func findBinaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", ErrNoPostgres
	}
	slices.Sort(found)
	return filepath.Dir(found[len(found)-1]), nil
}

func startPrivate(ctx context.Context, binaries string) (*Cluster, error) {
	folder, err := os.MkdirTemp("", "polarflow-pg")
	if err != nil {
		return nil, fmt.Errorf("folder for PostgreSQL: %w", err)
	}
	c := &Cluster{folder: folder}
	owner, err := serverUser(folder)
	if err != nil {
		c.Stop()
		return nil, err
	}
	if err := c.initialise(ctx, binaries, owner); err != nil {
		c.Stop()
		return nil, err
	}
	if err := c.start(ctx, binaries, owner); err != nil {
		c.Stop()
		return nil, err
	}
	return c, nil
}

// serverUser returns whom the server runs as: PostgreSQL refuses to be root, so root hands the folder to the
// user postgres. nil is oneself.
func serverUser(folder string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("running as root and there is no user postgres: %w", ErrNoPostgres)
	}
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	if err := errors.Join(err1, err2, os.Chown(folder, uid, gid)); err != nil {
		return nil, fmt.Errorf("hand PostgreSQL its folder: %w", err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

func (c *Cluster) command(ctx context.Context, owner *syscall.Credential, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = c.folder
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	return cmd
}

func (c *Cluster) initialise(ctx context.Context, binaries string, owner *syscall.Credential) error {
	cmd := c.command(ctx, owner, filepath.Join(binaries, "initdb"), "-D", filepath.Join(c.folder, "data"),
		"-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, bytes.TrimSpace(out))
	}
	return nil
}

func (c *Cluster) start(ctx context.Context, binaries string, owner *syscall.Credential) error {
	cmd := c.command(context.WithoutCancel(ctx), owner, filepath.Join(binaries, "postgres"),
		"-D", filepath.Join(c.folder, "data"), "-k", c.folder, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=300")
	setDeathSignal(cmd.SysProcAttr)
	log, err := os.Create(filepath.Join(c.folder, "log"))
	if err != nil {
		return fmt.Errorf("PostgreSQL's log: %w", err)
	}
	defer func() { _ = log.Close() }()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	c.process = cmd
	c.address = url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres",
		RawQuery: url.Values{"host": {c.folder}, "sslmode": {"disable"}}.Encode()}
	return c.wait(ctx)
}

// wait returns when the server answers.
func (c *Cluster) wait(ctx context.Context) error {
	db, err := sql.Open("postgres", c.address.String())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	for range 300 {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return fmt.Errorf("PostgreSQL does not answer: %w", err)
}

// Stop ends a private server and removes its folder.
func (c *Cluster) Stop() {
	if c.process != nil {
		_ = c.process.Process.Signal(syscall.SIGINT) // fast shutdown
		_ = c.process.Wait()
	}
	if c.folder != "" {
		_ = os.RemoveAll(c.folder)
	}
}

// CreateEmpty makes an empty database and returns its address.
func (c *Cluster) CreateEmpty(ctx context.Context) (string, error) { return c.create(ctx, "template1") }

// create makes a database as a copy of template and returns its address.
func (c *Cluster) create(ctx context.Context, template string) (string, error) {
	name := fmt.Sprintf("polarflow_test_%d_%d", os.Getpid(), c.made.Add(1))
	return c.addressOf(name), c.admin(ctx, fmt.Sprintf("CREATE DATABASE %q TEMPLATE %q", name, template))
}

// admin runs one statement in the maintenance database.
func (c *Cluster) admin(ctx context.Context, statement string) error {
	db, err := sql.Open("postgres", c.address.String())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

func (c *Cluster) addressOf(name string) string {
	u := c.address
	u.Path = "/" + name
	return u.String()
}
