package web_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// attack is a request that is meant to do harm.
type attack struct {
	name   string
	method string // POST unless said otherwise
	query  string // of the address, without "?"
	header map[string]string
	body   string
	// answered is set for what the server may also answer: the harm would be in what that costs it.
	answered bool
}

// document attacks with the text of a query.
func document(name, query string) attack { return withVariables(name, query, nil) }

// harmless is a document that may be answered.
func harmless(name, query string) attack {
	a := document(name, query)
	a.answered = true
	return a
}

// withVariables attacks with a query and its variables.
func withVariables(name, query string, variables any) attack {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		panic(err)
	}
	return attack{name: name, body: string(body)}
}

// bodyOf attacks with a body as it is.
func bodyOf(name, body string) attack { return attack{name: name, body: body} }

// times repeats a text.
func times(n int, text string) string { return strings.Repeat(text, n) }

// numbered returns a text n times, with its number in each place of %d.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

// attacks returns all of them. The classes are those of graphql-cop, OWASP's cheat sheet for GraphQL and the reports
// of denial of service in servers of other make.
func attacks() []attack {
	var all []attack
	for _, class := range [][]attack{
		fragmentAttacks(), nestingAttacks(), crowdAttacks(), textAttacks(), introspectionAttacks(), bodyAttacks(), headerAttacks(),
		variableAttacks(), idAttacks(), pageAttacks(), dateAttacks(), seriesAttacks(), protocolAttacks(),
	} {
		all = append(all, class...)
	}
	return all
}

func fragmentAttacks() []attack {
	flat := func(n int) string {
		return "{ users { nodes { ...F0 } } }" + numbered(n, " fragment F%d on User { ...G%d ...G%d }") +
			strings.ReplaceAll(numbered(n-1, " fragment G%d on User { ...F+%d ...F+%d }"), "F+", "F") + fmt.Sprintf(" fragment G%d on User { id }", n-1)
	}
	doubling := func(n int, selection string) string {
		var b strings.Builder
		b.WriteString("{ users { nodes { ...F0 } } }")
		for i := range n {
			fmt.Fprintf(&b, " fragment F%d on User { %s }", i, strings.ReplaceAll(selection, "NEXT", fmt.Sprintf("...F%d", i+1)))
		}
		fmt.Fprintf(&b, " fragment F%d on User { id }", n)
		return b.String()
	}
	return []attack{
		document("nested circular fragments", "{ users { nodes { ...A } } } fragment A on User { id sleeps { nodes { user { ...A sleeps { nodes { user { ...A sleeps { nodes { user { ...A } } } } } } } } } }"),
		document("nested circular fragments, the shortest", "{ me { ...A } } fragment A on User { id friends { ...A friends { ...A friends { ...A } } } }"),
		document("circular fragments", "{ users { nodes { ...A } } } fragment A on User { ...B } fragment B on User { ...A }"),
		document("a fragment of itself", "{ users { nodes { ...A } } } fragment A on User { ...A }"),
		document("an unused circle", "{ viewer { id } } fragment A on User { ...B } fragment B on User { ...A }"),
		document("fragment pairs", flat(24)),
		document("fragment bomb", doubling(26, "NEXT NEXT")),
		document("large fragment bomb", doubling(48, "NEXT NEXT NEXT")),
		document("aliased fragment bomb", doubling(10, "a: sleeps { nodes { user { NEXT } } } b: sleeps { nodes { user { NEXT } } }")),
		document("shallow aliased bomb", doubling(3, times(12, "NEXT ")+"polarAccount { status }")+numbered(40, " fragment U%d on User { id }")),
		document("inline fragments in each other", "{ users { nodes { "+times(900, "... { ")+"id"+times(900, " }")+" } } }"),
	}
}

func nestingAttacks() []attack {
	return []attack{
		document("16 levels", times(4, "{ users { nodes { sleeps { nodes { user ")+"{ id }"+times(4, " } } } } }")),
		document("1,000 levels", times(1000, "{ a ")+times(1000, "}")),
		document("100,000 levels", times(100_000, "{a")),
		document("300,000 braces", times(300_000, "{")),
		document("300,000 brackets", "{ nodes(ids: "+times(300_000, "[")),
		document("300,000 objects", "{ users(search: "+times(300_000, "{a:")),
		document("300,000 brackets in a type", "query($a: "+times(300_000, "[")),
		document("300,000 parentheses", "{ users"+times(300_000, "(")),
		document("deep list", "{ nodes(ids: "+times(900, "[")+`"x"`+times(900, "]")+") { id } }"),
		document("deep object", "{ users { nodes { sleeps(range: "+times(900, "{from: ")+`"x"`+times(900, "}")+") { totalCount } } } }"),
	}
}

func crowdAttacks() []attack {
	return []attack{
		document("10,000 aliases", "{"+numbered(10_000, " a%d: __typename")+" }"),
		document("51 aliases", "{ users { "+numbered(51, " a%d: totalCount")+" } }"),
		document("31 roots", "{"+numbered(31, ` a%d: user(externalId: "%d") { id }`)+" }"),
		document("10,000 copies of a field", "{ users {"+times(10_000, " totalCount")+" } }"),
		harmless("900 copies of a field", "{ users {"+times(900, " totalCount")+" } }"),
		document("copies with different arguments", "{ users { nodes {"+numbered(200, " sleeps(first: %d) { totalCount }")+" } } }"),
		document("4,000 unknown fields", "{"+numbered(4000, " unknown%d")+" }"),
		document("900 unknown fields", "{ users {"+numbered(900, " u%d")+" } }"),
		document("2,000 times @include", "{ __typename"+times(2000, " @include(if: true)")+" }"),
		document("3,000 unknown directives", "{ __typename"+numbered(3000, " @d%d")+" }"),
		document("51 directives", "{ __typename"+times(51, " @skip(if: false)")+" }"),
		document("directives of variables", "query($a: Int"+times(1000, " @x")+") { __typename }"),
		document("1,000 operations", numbered(1000, " query Q%d { __typename }")),
		document("50 operations of one name", times(50, " query Q { __typename }")),
		document("1,000 fragments", "{ __typename }"+numbered(1000, " fragment F%d on User { id }")),
		document("1,500 variables", "query("+numbered(600, " $a%d: Int")+") { __typename }"),
		document("600 arguments", "{ users("+numbered(600, " a%d: 1")+") { totalCount } }"),
		document("one argument 600 times", "{ users("+times(600, " first: 1")+") { totalCount } }"),
		document("pages within pages", "{ users(first: 366) { nodes { sleeps(first: 366) { nodes { id } } } } }"),
		document("raw samples of a page", "{ users { nodes { exercises(first: 100) { nodes { samples(reduction: RAW) { series { values } } } } } } }"),
		document("a year of raw heart rate of everybody", "{ users { nodes { continuousHeartRates(first: 366) { nodes { samples(reduction: RAW) { offsetsSeconds values } } } } } }"),
		document("the whole history with everything", "{ users { nodes { changes(first: 1000) { changes { node { ... on Exercise { samples { series { values } } } } } } } } }"),
	}
}

func textAttacks() []attack {
	return []attack{
		document("30 kB of a name", "{ "+times(30_000, "a")+" }"),
		document("900 kB of comments", "# "+times(900_000, "x")+"\n{ __typename }"),
		document("900 kB of spaces", times(900_000, " ")+"{ __typename }"),
		document("900 kB of commas", "{"+times(900_000, ",")+"__typename }"),
		document("30 kB of commas", "{"+times(31_000, ",")+"nothing }"),
		document("a string of 900 kB", `{ user(externalId: "`+times(900_000, "x")+`") { id } }`),
		document("a block string of 900 kB", `{ user(externalId: """`+times(300_000, "\n  ")+`""") { id } }`),
		harmless("a block string of 10,000 lines", `{ user(externalId: """`+times(10_000, "\n  ")+`""") { id } }`),
		document("an endless string", `{ user(externalId: "`),
		document("an endless block string", `{ user(externalId: """`),
		document("a broken escape", `{ user(externalId: "\u12") { id } }`),
		harmless("half a character", `{ user(externalId: "\ud800") { id } }`),
		harmless("NUL in a text", `{ user(externalId: "a\u0000b") { id } }`),
		document("NUL in a search", `{ users(search: "a\u0000b") { totalCount } }`),
		document("NUL in the document", "{ __typename \x00 }"),
		document("names of other letters", "{ имя 名前 🏃 }"),
		harmless("a byte order mark", "\ufeff{ __typename }"),
		document("nothing", ""),
		document("only a comment", "# nothing"),
		document("only a fragment", "fragment F on User { id }"),
		document("a type definition", "type A { b: C } scalar D"),
		harmless("SQL in a text", `{ user(externalId: "' OR 1=1; DROP TABLE users; --") { id } users(search: "%' OR '1'='1") { totalCount } }`),
		harmless("patterns in a search", `{ users(search: "`+times(5000, "%_")+`") { totalCount } }`),
	}
}

func introspectionAttacks() []attack {
	return []attack{
		document("circular introspection", "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"),
		document("circular introspection in fragments", "{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...U } } } fragment U on __Type { fields { type { fields { type { name } } } } }"),
		harmless("5 introspections", "{"+numbered(5, " a%d: __schema { types { name fields { name args { name } } } }")+" }"),
		document("30 introspections", "{"+numbered(30, " a%d: __schema { types { name fields { name args { name } } } }")+" }"),
		document("30 types", "{"+numbered(30, ` a%d: __type(name: "User") { fields { name description type { name } } }`)+" }"),
	}
}

func bodyAttacks() []attack {
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte(times(20_000_000, " ")))
	_ = z.Close()
	one := `{"query": "{ __typename }"}`
	return []attack{
		bodyOf("a batch", "["+strings.TrimSuffix(times(1000, one+","), ",")+"]"),
		bodyOf("1 M brackets as a body", times(1_000_000, "[")),
		bodyOf("deep variables", `{"query": "{ __typename }", "variables": {"a": `+times(500_000, "[")+times(400_000, "]")+`}}`),
		{name: "variables as deep as JSON goes", body: `{"query": "{ __typename }", "variables": {"a": ` + times(9000, "[") + times(9000, "]") + `}}`, answered: true},
		{name: "a key 50,000 times", body: `{"query": "{ __typename }"` + times(50_000, `,"x":1`) + `}`, answered: true},
		{name: "two queries", body: `{"query": "{ __typename }", "query": "{ users { totalCount } }"}`, answered: true},
		{name: "50,000 variables", body: `{"query": "{ __typename }", "variables": {` + strings.TrimSuffix(numbered(50_000, `"v%d":1,`), ",") + `}}`, answered: true},
		bodyOf("something behind", one+" x"),
		bodyOf("two bodies", one+one),
		bodyOf("3 MB", `{"query": "{ __typename }", "x": "`+times(3_000_000, "x")+`"}`),
		bodyOf("10 MB", `{"query": "`+times(10_000_000, "x")+`"}`),
		bodyOf("no JSON", "query { __typename }"),
		bodyOf("no object", `"{ __typename }"`),
		bodyOf("null", "null"),
		bodyOf("a number for a query", `{"query": 1}`),
		bodyOf("an object for a query", `{"query": {"a": 1}}`),
		bodyOf("a text for variables", `{"query": "{ __typename }", "variables": "x"}`),
		bodyOf("an unknown operation", `{"query": "query A { __typename }", "operationName": "`+times(500_000, "B")+`"}`),
		bodyOf("NULs", times(100_000, "\x00")),
		bodyOf("bytes that are no text", `{"query": "{ user(externalId: \"`+"\xff\xfe\xc3\x28"+`\") { nothing } }"}`),
		bodyOf("UTF-16", "{\x00\"\x00q\x00u\x00e\x00r\x00y\x00\"\x00:\x00"),
		{name: "compressed", header: map[string]string{"Content-Encoding": "gzip"}, body: zipped.String()},
		{name: "compressed, said to be JSON", body: zipped.String()},
	}
}

func headerAttacks() []attack {
	one := `{"query": "{ users { totalCount } }"}`
	all := []attack{
		{name: "no content type", header: map[string]string{"Content-Type": ""}, body: one},
		{name: "Accept: nothing", header: map[string]string{"Accept": "*/*;q=0"}, body: one},
		{name: "Accept: images", header: map[string]string{"Accept": "image/png"}, body: one},
		{name: "Accept: 3,000 types", header: map[string]string{"Accept": numbered(3000, "a/b%d;q=0.1,") + "*/*"}, body: one, answered: true},
		{name: "Accept: broken", header: map[string]string{"Accept": ";;;=,,\"/"}, body: one, answered: true},
		{name: "a charset that there is not", header: map[string]string{"Content-Type": "application/json; charset=x-none"}, body: one, answered: true},
		{name: "an id of 30 kB", header: map[string]string{"X-Request-Id": times(30_000, "x")}, body: one, answered: true},
		{name: "a credential of 30 kB", header: map[string]string{"Authorization": "Bearer pf_" + times(30_000, "x")}, body: one},
		{name: "an upgrade to nothing", method: http.MethodGet, header: map[string]string{"Upgrade": "websocket", "Connection": "Upgrade"}, query: "query=%7B__typename%7D"},
	}
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml", "application/graphql", "x"} {
		all = append(all, attack{name: "content type " + kind, header: map[string]string{"Content-Type": kind}, body: one})
	}
	return all
}

func variableAttacks() []attack {
	search := `query($t: String) { users(search: $t) { totalCount } }`
	page := `query($n: Int) { users(first: $n) { totalCount } }`
	return []attack{
		withVariables("900 kB in a search", search, map[string]any{"t": times(900_000, "x")}),
		withVariables("a list for a text", search, map[string]any{"t": []string{"a"}}),
		withVariables("an object for a text", search, map[string]any{"t": map[string]any{"a": 1}}),
		withVariables("100,000 elements for a number", page, map[string]any{"n": make([]int, 100_000)}),
		bodyOf("1e400", `{"query": "query($n: Int) { users(first: $n) { totalCount } }", "variables": {"n": 1e400}}`),
		bodyOf("a number of 100,000 digits", `{"query": "query($n: Int) { users(first: $n) { totalCount } }", "variables": {"n": `+times(100_000, "9")+`}}`),
		bodyOf("an exponent of a billion", `{"query": "query($n: Int) { users(first: $n) { totalCount } }", "variables": {"n": 1e1000000000}}`),
		document("1e1000000000 in the document", "{ users(first: 1e1000000000) { totalCount } }"),
		document("a number of 30,000 digits in the document", "{ users(first: "+times(30_000, "9")+") { totalCount } }"),
		withVariables("none of what must be given", `query($d: Date!) { users { nodes { sleep(date: $d) { id } } } }`, nil),
		withVariables("deep input", `query($r: DateRange) { users { nodes { sleeps(range: $r) { totalCount } } } }`, map[string]any{"r": map[string]any{"from": map[string]any{"from": map[string]any{}}}}),
		withVariables("20,000 scopes", `mutation($s: [Scope!]!) { createApiToken(input: {name: "x", scopes: $s, userId: "x"}) { token } }`, map[string]any{"s": strings.Split(strings.TrimSuffix(times(20_000, "NONE,"), ","), ",")}),
	}
}

// id64 returns an id as the API writes them.
func id64(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

func idAttacks() []attack {
	nodes := `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`
	guesses := make([]string, 100)
	for i := range guesses {
		guesses[i] = id64(fmt.Sprintf("User:%d", i+1_000_000))
	}
	guessed := withVariables("100 guesses", nodes, map[string]any{"ids": guesses})
	guessed.answered = true
	all := []attack{
		guessed,
		withVariables("100,000 ids", nodes, map[string]any{"ids": strings.Split(strings.TrimSuffix(times(100_000, "x,"), ","), ",")}),
		document("31 roots of guesses", "{"+numbered(31, " a%d: nodes(ids: [\"x\"]) { id }")+" }"),
	}
	for name, id := range map[string]string{
		"no base64": "????", "nobody": id64("User:999999999"), "a negative": id64("User:-1"), "an overflow": id64("User:99999999999999999999"),
		"a type that there is not": id64("Secret:1"), "no key": id64("User:"), "NUL": id64("User:\x00"), "SQL": id64("User:1 OR 1=1"),
		"a day out of the calendar": id64("Day:1:2026-02-30"), "a day of year 0": id64("Day:1:0000-01-01"), "100 kB": times(100_000, "VXNlcjox"),
	} {
		a := withVariables("an id: "+name, `query($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": id})
		a.answered = true
		all = append(all, a)
	}
	return all
}

func pageAttacks() []attack {
	all := []attack{harmless("first: 0", "{ users(first: 0) { totalCount } }"), document("first and last", "{ users(first: 1, last: 1) { totalCount } }")}
	for _, n := range []string{"-1", "-2147483648", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "1e3", "1.5", `"1"`, "true", "[1, 2]"} {
		all = append(all, document("first: "+n, "{ users(first: "+n+") { totalCount } }"), document("last: "+n, "{ users(last: "+n+") { totalCount } }"))
	}
	for name, cursor := range map[string]string{
		"no base64": "?", "nothing": "", "another list's": id64("Sleep|2026-01-01|1"), "SQL": id64("User|1' OR '1'='1|1"), "an overflow": id64("User|1|99999999999999999999"),
		"too many parts": id64("User|1|1|1"), "100 kB": times(100_000, "QUJD"), "NUL": id64("User|\x00|1"),
	} {
		all = append(all, withVariables("a forged cursor: "+name, `query($c: String) { users(after: $c) { nodes { id } } }`, map[string]any{"c": cursor}))
	}
	return all
}

func dateAttacks() []attack {
	people := func(name, field string) attack { return document(name, "{ users { nodes { "+field+" } } }") }
	var all []attack
	for _, date := range []string{"0000-00-00", "2026-02-30", "10000-01-01", "-0001-01-01", "2026-1-1", "now", "2026-01-01T00:00:00Z", times(20_000, "9")} {
		all = append(all, people(fmt.Sprintf("the date %.20s", date), `sleep(date: "`+date+`") { id }`))
	}
	ages := harmless("the years 1 and 9999", `{ users { nodes { a: sleep(date: "0001-01-01") { id } b: sleep(date: "9999-12-31") { id } } } }`)
	return append(all, ages,
		people("days of ten thousand years", `days(range: {from: "0001-01-01", to: "9999-12-31"}) { date }`),
		people("days without an end", `days(range: {from: "2026-01-01"}) { date }`),
		people("days backwards", `days(range: {from: "2026-02-01", to: "2026-01-01"}) { date }`),
		people("buckets of ten thousand years", `metricSeries(metrics: [STEPS], range: {from: "0001-01-01", to: "9999-12-31"}) { mean }`),
		people("one metric 500 times", `metricSeries(metrics: [`+times(500, "STEPS ")+`], range: {from: "2026-01-01", to: "2026-12-31"}) { mean }`),
	)
}

func seriesAttacks() []attack {
	var all []attack
	for _, n := range []string{"0", "1", "-1", "100001", "1000000000", "2147483647", "2147483648"} {
		all = append(all, document("maxPoints: "+n, `{ users(search: "victim") { nodes { exercises { nodes { samples(maxPoints: `+n+`) { series { values } } } } } } }`))
	}
	return append(all,
		withVariables("50,000 types", `query($t: [String!]) { users(search: "victim") { nodes { exercises { nodes { samples(types: $t) { type } } } } } }`,
			map[string]any{"t": strings.Split(strings.TrimSuffix(numbered(50_000, "T%d,"), ","), ",")}),
		withVariables("50,000 kinds", `query($k: [RecordKind!]) { users(search: "victim") { nodes { changes(kinds: $k) { cursor } } } }`,
			map[string]any{"k": strings.Split(strings.TrimSuffix(times(50_000, "SLEEP,"), ","), ",")}),
		document("NUL in a type", `{ users(search: "victim") { nodes { exercises { nodes { samples(types: ["\u0000"]) { type } } } } } }`),
		harmless("all curves of a page, reduced", `{ users(search: "victim") { nodes { exercises(first: 10) { nodes { samples(maxPoints: 50) { series { offsetsSeconds values } } route { latitudes } } } } } }`),
	)
}

func protocolAttacks() []attack {
	hash := times(64, "0")
	all := []attack{
		bodyOf("an unknown hash", `{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "`+hash+`"}}}`),
		bodyOf("a wrong hash", `{"query": "{ __typename }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "`+hash+`"}}}`),
		bodyOf("a hash of 900 kB", `{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "`+times(900_000, "0")+`"}}}`),
		bodyOf("a hash that is a list", `{"extensions": {"persistedQuery": [1]}}`),
		document("a subscription by POST", "subscription { recordsChanged { cursor } }"),
		document("@defer", "{ users { nodes { id ... @defer { sleeps { totalCount } } } } }"),
		document("@stream", "{ users { nodes @stream { id } } }"),
		{name: "a mutation by GET", method: http.MethodGet, query: "query=mutation%7BsignOutEverywhere(input%3A%7B%7D)%7Buser%7Bid%7D%7D%7D"},
		{name: "a GET without a query", method: http.MethodGet},
		{name: "a GET with broken variables", method: http.MethodGet, query: "query=%7B__typename%7D&variables=%7B%7B"},
		{name: "a GET with a broken address", method: http.MethodGet, query: "query=%zz"},
		{name: "a GET of 50 kB", method: http.MethodGet, query: "query=%7B" + times(50_000, "a") + "%7D"},
	}
	for _, method := range []string{http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodTrace, "BREW"} {
		all = append(all, attack{name: method, method: method, body: `{"query": "{ __typename }"}`})
	}
	return all
}
