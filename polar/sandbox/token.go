package sandbox

import (
	"cmp"
	"crypto/subtle"
	"net/http"
)

// tokenSeconds is the expires_in of the live service, about ten years.
const tokenSeconds = 315359999

// tokenJSON is a successful answer of the token endpoint.
type tokenJSON struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int    `json:"expires_in"`
	UserID      int64  `json:"x_user_id"`
}

// token answers POST /v2/oauth2/token. Every mistake is a 400 with one of six errors, a client that
// cannot show its secret included.
func (s *Server) token(x *exchange) Response {
	x.request.Body = http.MaxBytesReader(nil, x.request.Body, mostFormBytes)
	if mistake := s.tokenMistake(x.request); mistake != "" {
		return oauthError(mistake)
	}
	r := x.request
	token, userID, ok := s.grants.exchange(r.PostFormValue("code"), r.PostFormValue("redirect_uri"), x.now)
	if !ok {
		return oauthError("invalid_grant")
	}
	return marshalled(http.StatusOK, tokenJSON{token, "bearer", tokenSeconds, userID})
}

// tokenMistake is the error of a request that is wrong whatever its code is worth, or "".
func (s *Server) tokenMistake(r *http.Request) string {
	_, _, isBasic := r.BasicAuth()
	switch {
	case r.Header.Get("Authorization") != "" && !isBasic:
		return "unauthorized_client" // what the live service says to an unencoded header
	case !s.isClient(r):
		return "invalid_client"
	case r.ParseForm() != nil, r.PostForm.Get("grant_type") == "":
		return "invalid_request"
	case r.PostForm.Get("grant_type") != "authorization_code":
		return "unsupported_grant_type"
	case r.PostForm.Get("code") == "":
		return "invalid_request"
	case cmp.Or(r.PostForm.Get("scope"), readAllScope) != readAllScope:
		return "invalid_scope"
	}
	return ""
}

// oauthError is one of OAuth's six errors.
func oauthError(code string) Response {
	return marshalled(http.StatusBadRequest, map[string]string{"error": code})
}

// isClient says whether a request carries the client's id and secret.
func (s *Server) isClient(r *http.Request) bool {
	id, secret, ok := r.BasicAuth()
	sameID := subtle.ConstantTimeCompare([]byte(id), []byte(s.options.ClientID))
	sameSecret := subtle.ConstantTimeCompare([]byte(secret), []byte(s.options.ClientSecret))
	return ok && sameID&sameSecret == 1
}
