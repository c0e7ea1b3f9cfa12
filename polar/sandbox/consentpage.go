package sandbox

import (
	"bytes"
	"html/template"
	"net/http"
	"strings"
)

// consentHTML is the page on which a person lets the client read an account.
var consentHTML = template.Must(template.New("consent").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Polar sandbox</title>
<style>body{font:1rem/1.5 system-ui;max-width:28rem;margin:4rem auto;padding:0 1rem}
button{font:inherit;padding:.5rem 1.25rem;margin:1rem .5rem 0 0}label{display:block}</style></head>
<body><h1>Polar sandbox</h1>
{{with .Message}}<p>{{.}}</p>{{else}}
<p>Let <strong>{{$.Client}}</strong> read all data of this account?</p>
<form method="post" action="{{$.Action}}">
{{range $i, $a := $.Accounts}}<label><input type="radio" name="account" value="{{$a.ID}}"{{if $a.Chosen}} checked{{end}}> {{$a.Name}} ({{$a.ID}})</label>
{{end}}<button name="decision" value="approve">Approve</button><button name="decision" value="deny">Deny</button>
</form>{{end}}
</body></html>
`))

// consentView is what the page shows: either a message or the question.
type consentView struct {
	Message, Client, Action string
	Accounts                []accountChoice
}

// accountChoice is one account on the page.
type accountChoice struct {
	ID     int64
	Name   string
	Chosen bool
}

// consentPage asks the person; its form posts the client's own query back.
func (s *Server) consentPage(x *exchange) Response {
	return rendered(http.StatusOK, consentView{
		Client:   s.options.ClientID,
		Action:   "?" + x.request.URL.RawQuery,
		Accounts: s.accounts.choices(),
	})
}

// page shows a message.
func page(status int, message string) Response {
	return rendered(status, consentView{Message: message})
}

// rendered is the page as an answer.
func rendered(status int, view consentView) Response {
	var html bytes.Buffer
	if err := consentHTML.Execute(&html, view); err != nil {
		return empty(http.StatusInternalServerError)
	}
	answer := empty(status)
	answer.Header.Set("Content-Type", "text/html;charset=UTF-8")
	answer.Body = html.Bytes()
	return answer
}

// choices lists the accounts in the order in which they were added.
func (g *registry) choices() []accountChoice {
	chosen, _ := g.choose("")
	g.mu.RLock()
	defer g.mu.RUnlock()
	var choices []accountChoice
	for _, id := range g.order {
		p := g.accounts[id].profile
		name := strings.TrimSpace(p.FirstName + " " + p.LastName)
		choices = append(choices, accountChoice{ID: id, Name: name, Chosen: id == chosen})
	}
	return choices
}
