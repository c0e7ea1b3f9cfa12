package polar

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
)

// request describes one call of AccessLink. The placeholders of template are filled with args in
// order; body, if not nil, is sent as JSON.
type request struct {
	method   string
	template string
	args     []string
	query    url.Values
	body     any
	none     bool // a 200 without a body is Polar's documented 204
}

// answer is what came back. The body is read only if the status is one of success.
type answer struct {
	status    int
	rateLimit RateLimit
	body      []byte
}

// get describes a GET of a path template.
func get(template string, args ...string) request {
	return request{method: http.MethodGet, template: template, args: args, query: url.Values{}}
}

// between asks for the days from from to to. A zero date leaves its end to Polar.
func (r request) between(from, to Date) request {
	for name, date := range map[string]Date{"from": from, "to": to} {
		if !date.IsZero() {
			r.query.Set(name, date.String())
		}
	}
	return r
}

// with lets set add query parameters.
func (r request) with(set func(url.Values)) request {
	set(r.query)
	return r
}

// orNothing takes an answer without a body for «nothing», of an endpoint that is documented to answer 204 then.
func (r request) orNothing() request {
	r.none = true
	return r
}

// path returns the template with its placeholders filled and escaped.
func (r request) path() string {
	var path strings.Builder
	rest := r.template
	for _, arg := range r.args {
		before, after, _ := strings.Cut(rest, "{")
		_, rest, _ = strings.Cut(after, "}")
		path.WriteString(before + url.PathEscape(arg))
	}
	return path.String() + rest
}

// fetch performs a request whose answer is a list. 204 and 404 mean that there is nothing, which is
// not an error.
func fetch[T Element](ctx context.Context, u *UserClient, r request) (Batch[T], error) {
	got, err := u.do(ctx, r)
	if errors.Is(err, ErrNotFound) || (err == nil && got.status == http.StatusNoContent) {
		return Batch[T]{}, nil
	}
	if err != nil {
		return Batch[T]{}, err
	}
	if r.none && len(bytes.TrimSpace(got.body)) == 0 { // a 204 that calls itself 200
		return Batch[T]{}, nil
	}
	batch, err := DecodeBatch[T](got.body)
	if err != nil {
		return Batch[T]{}, r.wrap(err)
	}
	return batch, nil
}

// do performs a request for the user and keeps the user's counts. What counts is what goes over the wire: net/http
// repeats a GET by itself when a connection breaks that it had used before, and Polar counts both.
func (u *UserClient) do(ctx context.Context, r request) (answer, error) {
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { u.requests.Add(1) }})
	got, err := u.client.do(ctx, r, u.authorize)
	if got.rateLimit.Known() {
		u.rateLimit.Store(&got.rateLimit)
	}
	return got, err
}

// do performs every request to the API: it builds it, sends it, reads the answer up to MaxBody and
// turns every status but success into an *APIError.
func (c *Client) do(ctx context.Context, r request, authorize func(*http.Request)) (answer, error) {
	req, err := c.build(ctx, r)
	if err != nil {
		return answer{}, r.wrap(err)
	}
	authorize(req)
	done, err := c.admit(ctx)
	if err != nil {
		return answer{}, r.wrap(err)
	}
	res, err := c.send(req, r.template)
	done()
	switch {
	case err != nil && ctx.Err() != nil:
		return answer{}, r.wrap(ctx.Err())
	case err != nil:
		return answer{}, r.wrap(fmt.Errorf("%w: %w", ErrUnreachable, err))
	}
	defer func() { _ = res.Body.Close() }()
	got := answer{status: res.StatusCode, rateLimit: parseRateLimit(res.Header)}
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return got, newAPIError(r, res)
	}
	if got.body, err = readBody(ctx, res.Body, c.MaxBody); err != nil {
		return got, r.wrap(err)
	}
	return got, nil
}

// build makes the HTTP request that r describes, without credentials.
func (c *Client) build(ctx context.Context, r request) (*http.Request, error) {
	var body io.Reader
	if r.body != nil {
		encoded, err := json.Marshal(r.body)
		if err != nil {
			return nil, fmt.Errorf("encode body: %w", err)
		}
		body = bytes.NewReader(encoded)
	}
	target := strings.TrimSuffix(c.cfg.APIURL, "/") + r.path()
	if len(r.query) > 0 {
		target += "?" + r.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, r.method, target, body)
	if err != nil {
		return nil, fmt.Errorf("build request: %w", withoutURL(err))
	}
	req.Header.Set("Accept", "application/json")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// admit waits until a request may leave.
func (c *Client) admit(ctx context.Context) (done func(), err error) {
	if c.Admit == nil {
		return func() {}, nil
	}
	return c.Admit(ctx)
}

// send is the one place where requests leave, those to the token endpoint included.
func (c *Client) send(req *http.Request, template string) (*http.Response, error) {
	start := c.Now()
	res, err := c.http.Do(req)
	call := Call{Method: req.Method, Path: template, Duration: c.Now().Sub(start)}
	if err == nil {
		call.Status, call.RateLimit = res.StatusCode, parseRateLimit(res.Header)
		call.RetryAfter = retryAfter(res, call.RateLimit)
	}
	if c.Observe != nil {
		c.Observe(call)
	}
	return res, withoutURL(err)
}

// readBody reads a body of at most limit bytes. One that ends before its length is ErrMalformed, one
// that goes on is ErrTooLarge.
func readBody(ctx context.Context, body io.Reader, limit int64) ([]byte, error) {
	read, err := io.ReadAll(io.LimitReader(body, limit+1))
	switch {
	case ctx.Err() != nil && err != nil:
		return nil, fmt.Errorf("read body: %w", ctx.Err())
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("read body: %w: cut off after %d bytes", ErrMalformed, len(read))
	case isNetwork(err):
		return nil, fmt.Errorf("read body: %w: %w", ErrUnreachable, err)
	case err != nil: // what compression or chunks stumble over
		return nil, fmt.Errorf("read body: %w: %w", ErrMalformed, err)
	case int64(len(read)) > limit:
		return nil, fmt.Errorf("read body: %w: more than %d bytes", ErrTooLarge, limit)
	}
	return read, nil
}

// isNetwork reports whether reading failed on the way: reset, timed out.
func isNetwork(err error) bool {
	var network net.Error
	return errors.As(err, &network)
}

// wrap names the call in an error, by its template.
func (r request) wrap(err error) error {
	return fmt.Errorf("polar: %s %s: %w", r.method, r.template, err)
}

// withoutURL removes the URL from an error of net/http, which would carry ids and dates of the user.
func withoutURL(err error) error {
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
