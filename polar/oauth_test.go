package polar

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAuthCodeURL(t *testing.T) {
	t.Parallel()
	client := New(Config{
		ClientID: "c-1", ClientSecret: "s3cret", AuthorizeURL: "https://flow.polar.com/oauth2/authorization",
		RedirectURL: "https://flow.example/connect/callback",
	}, nil)
	got, err := url.Parse(client.AuthCodeURL("st&te"))
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"response_type": {"code"}, "client_id": {"c-1"}, "redirect_uri": {"https://flow.example/connect/callback"},
		"scope": {"accesslink.read_all"}, "state": {"st&te"},
	}
	if diff := cmp.Diff(want, got.Query()); diff != "" || got.Host+got.Path != "flow.polar.com/oauth2/authorization" {
		t.Errorf("address is %s, query (-want +got):\n%s", got, diff)
	}
}

func TestExchange(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		body string
		want Token
	}{
		"documented": {`{"access_token":"t0ken","token_type":"bearer","expires_in":31535999,"x_user_id":10579}`,
			Token{"t0ken", now.Add(31535999 * time.Second), 10579}},
		"live, ten years": {`{"access_token":"t0ken","token_type":"bearer","expires_in":315359999,"x_user_id":1937529874}`,
			Token{"t0ken", now.Add(315359999 * time.Second), 1937529874}},
		"strings, unknown fields": {`{"access_token":"t0ken","expires_in":"60","x_user_id":"475","scope":null,"new":{}}`,
			Token{"t0ken", now.Add(time.Minute), 475}},
		"no expiry": {`{"access_token":"t0ken","x_user_id":475}`, Token{"t0ken", time.Time{}, 475}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var form url.Values
			var seen []string
			client := serving(t, func(w http.ResponseWriter, r *http.Request) {
				_ = r.ParseForm()
				form = r.PostForm
				user, password, _ := r.BasicAuth()
				seen = []string{r.Method, r.RequestURI, user, password, r.Header.Get("Accept")}
				w.Header().Set("Content-Type", "application/json;charset=UTF-8")
				_, _ = w.Write([]byte(test.body))
			})
			client.Now = func() time.Time { return now }
			var calls []Call
			client.Observe = func(call Call) { calls = append(calls, call) }
			got, err := client.Exchange(t.Context(), "c0de")
			if err != nil {
				t.Fatal(err)
			}
			wantForm := url.Values{
				"grant_type": {"authorization_code"}, "code": {"c0de"}, "redirect_uri": {"https://flow.example/connect/callback"},
			}
			wantSeen := []string{"POST", "/v2/oauth2/token", "client", "s3cret", "application/json;charset=UTF-8"}
			wantCalls := []Call{{Method: "POST", Path: "/v2/oauth2/token", Status: 200}}
			diff := cmp.Diff(test.want, got) + cmp.Diff(wantForm, form) + cmp.Diff(wantSeen, seen) + cmp.Diff(wantCalls, calls)
			if diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestExchangeFailures(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
		want   error
		text   string
	}{
		"code expired":      {400, `{"error":"invalid_grant"}`, ErrBadRequest, "polar: exchange code: status 400 invalid_grant"},
		"with description":  {400, `{"error":"invalid_client","error_description":"c0de s3cret"}`, ErrBadRequest, "polar: exchange code: status 400 invalid_client"},
		"error is no code":  {400, `{"error":"code c0de of s3cret"}`, ErrBadRequest, "polar: exchange code: status 400"},
		"page of HTML":      {502, `<html>c0de s3cret</html>`, ErrServer, "polar: exchange code: status 502"},
		"rate limited":      {429, ``, ErrRateLimited, "polar: exchange code: status 429"},
		"success, no token": {200, `{"x_user_id":475,"note":"s3cret"}`, ErrMalformed, "polar: exchange code: answer is not valid JSON"},
		"success, no JSON":  {200, `c0de s3cret`, ErrMalformed, "polar: exchange code: answer is not valid JSON"},
		"no user":           {200, `{"access_token":"t0ken"}`, ErrMalformed, "polar: exchange code: answer is not valid JSON: x_user_id is null"},
		"user is an object": {200, `{"access_token":"t0ken","x_user_id":{"id":"t0ken"}}`, ErrMalformed, "polar: exchange code: answer is not valid JSON: x_user_id is object"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := serving(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(test.status)
				_, _ = w.Write([]byte(test.body))
			})
			token, err := client.Exchange(t.Context(), "c0de")
			if !errors.Is(err, test.want) || err.Error() != test.text || token != (Token{}) {
				t.Errorf("token %+v, error %q; want %v with text %q", token, err, test.want, test.text)
			}
		})
	}
}

func TestExchangeHonoursContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	client := serving(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server notices that the client left only behind the body
		cancel()
		<-r.Context().Done()
	})
	_, err := client.Exchange(ctx, "c0de")
	if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "c0de") {
		t.Errorf("error is %v, want context.Canceled", err)
	}
}
