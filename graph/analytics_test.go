package graph_test

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"

	"polarflow/analytics"
	"polarflow/athlete"
	"polarflow/ent"
	"polarflow/ent/journalentry"
	"polarflow/ent/kind"
	"polarflow/ent/nightlyrecharge"
)

// estimate is everything of an Estimate.
const estimate = `{ value unit low high level n window method methodVersion confidence reason }`

// analyticsTypes are the types that the fields of the arithmetic lead to.
var analyticsTypes = []string{
	"Today", "Freshness", "Estimate", "Baseline", "Readiness", "ReadinessPart", "SleepDebt", "SleepRegularity", "TrainingLoad",
	"UnusualNight", "UnusualPart", "Insight", "Correlations", "Correlation", "Forecast", "ForecastScore", "BehaviourEffect", "Trend",
	"LevelChange", "Summary", "MetricSummary", "DayValue", "RunSpike", "BestEfforts", "BestEffort", "IntensityDistribution",
}

// deep returns a selection of everything within a type that is the arithmetic's.
func deep(s *ast.Schema, name string) string {
	var out []string
	for _, f := range s.Types[name].Fields {
		inner := f.Type.Name()
		switch {
		case slices.Contains(analyticsTypes, inner):
			out = append(out, f.Name+" "+deep(s, inner))
		case s.Types[inner].Kind == ast.Object:
			out = append(out, f.Name+" { __typename }")
		default:
			out = append(out, f.Name)
		}
	}
	return "{ " + strings.Join(out, " ") + " }"
}

// askedOf returns the fields of User that the arithmetic answers, with arguments.
func askedOf(s *ast.Schema, run *ent.Exercise) map[string]string {
	year := fmt.Sprintf(`{from: %q, to: %q}`, dateAfter(9-340), dateAfter(9))
	month := fmt.Sprintf(`{from: %q, to: %q}`, dateAfter(9-40), dateAfter(9))
	fields := map[string]string{}
	for name, arguments := range map[string]string{
		"today": "", "baselines": "", "readiness": "", "sleepDebt": "", "sleepRegularity": "", "readinessSeries": "range: " + month,
		"trainingLoad": "range: " + month, "unusualNights": "range: " + year, "insights": "first: 20", "correlations": "", "forecast": "",
		"trends": "windowDays: 90", "levelChanges": "", "summary": "period: WEEK", "bestEfforts": "", "intensityDistribution": "range: " + month,
		"runSpike": fmt.Sprintf("exerciseId: %q", globalID("Exercise", run.ID)),
	} {
		f := s.Types["User"].Fields.ForName(name)
		fields[name] = strings.ReplaceAll(name+"("+arguments+")", "()", "") + " " + deep(s, f.Type.Name())
	}
	return fields
}

// athlete makes a person of a year with everything: habits that show, an illness, a lasting change, runs.
func (w *world) athlete(t testing.TB, externalID string) (*ent.User, *ent.Exercise) {
	t.Helper()
	u := w.person(t, externalID)
	sick := ill(3, 0)
	w.past(t, u, 330, func(ago int, m *measured) {
		sick(ago, m)
		if ago < 100 {
			m.hrv = p(math.Round(*m.hrv * 1.25))
		}
		if ago < 7 {
			m.load = p(*m.load*3 + 100)
			m.asleep -= 5400
		}
	})
	w.run(t, u, now)
	runs := w.runs(t, u, map[int]float64{30: 8, 20: 9, 12: 10, 5: 16})
	w.compute(t, u)
	return u, runs[5]
}

// Every field of the arithmetic's types has a value somewhere in what is answered about a person of a year, every
// sentence says only numbers of the object that it is in, and every null estimate has a reason.
func TestAnalyticsAnswers(t *testing.T) {
	t.Parallel()
	s := schema()
	each(t, func(t *testing.T, w *world) {
		u, run := w.athlete(t, "me")
		secret := w.token(t, u)
		seen := map[string]bool{}
		for name, query := range askedOf(s, run) {
			a := w.ask(t, secret, "{ viewer { "+query+" } }", nil)
			judge(t, s, s.Types["User"].Fields.ForName(name).Type.Name(), a.at(t, "viewer", name), seen)
		}
		for _, name := range analyticsTypes {
			for _, f := range s.Types[name].Fields {
				if field := name + "." + f.Name; !seen[field] {
					t.Errorf("%s has no answer", field)
				}
			}
		}
	})
}

// Every metric that is computed has values for a person of a year, in columns of the same length.
func TestComputedMetrics(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u, _ := w.athlete(t, "me")
		secret := w.token(t, u)
		var metrics []string
		for _, m := range analytics.Metrics() {
			if schema().Types["Metric"].EnumValues.ForName(string(m)) != nil && m != "STEPS" {
				metrics = append(metrics, string(m))
			}
		}
		if len(metrics) != 64 {
			t.Errorf("%d metrics", len(metrics))
		}
		for some := range slices.Chunk(metrics, 20) {
			a := w.ask(t, secret, askMetrics, vars{"m": some, "p": "YEAR", "r": vars{}})
			for i, name := range some {
				if n := len(a.at(t, "viewer", "metricSeries", i, "daysWithData").([]any)); n != 2 || a.at(t, "viewer", "metricSeries", i, "daysWithData", 1) == 0.0 {
					t.Errorf("%s: %v", name, a.at(t, "viewer", "metricSeries", i))
				}
			}
		}
	})
}

// judge walks an answer of a type, and notes the fields that have a value.
func judge(t *testing.T, s *ast.Schema, name string, v any, seen map[string]bool) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			judge(t, s, name, element, seen)
		}
	case map[string]any:
		for field, value := range v {
			list, isList := value.([]any)
			if value != nil && (!isList || len(list) > 0) {
				seen[name+"."+field] = true
			}
			if f := s.Types[name].Fields.ForName(field); f != nil && slices.Contains(analyticsTypes, f.Type.Name()) {
				judge(t, s, f.Type.Name(), value, seen)
			}
			if text, ok := value.(string); ok && (field == "sentence" || field == "headline") {
				judgeSentence(t, name, text, v)
			}
		}
		if name == "Estimate" && (v["value"] == nil) != (v["reason"] != nil) {
			t.Errorf("value %v with the reason %v", v["value"], v["reason"])
		}
	}
}

var (
	sentenceDates   = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
	sentenceNumbers = regexp.MustCompile(`\d+(\.\d+)?`)
)

// judgeSentence fails for a number or date in a sentence that the rest of its object does not have.
func judgeSentence(t *testing.T, name, text string, record map[string]any) {
	t.Helper()
	rest := map[string]any{}
	for k, v := range record {
		if k != "sentence" && k != "headline" {
			rest[k] = v
		}
	}
	raw, err := json.Marshal(rest)
	if err != nil {
		t.Fatal(err)
	}
	known := string(raw)
	var values []float64
	for _, n := range sentenceNumbers.FindAllString(sentenceDates.ReplaceAllString(known, ""), -1) {
		x, _ := strconv.ParseFloat(n, 64)
		values = append(values, x)
	}
	for _, date := range sentenceDates.FindAllString(text, -1) {
		if !strings.Contains(known, date) && name != "Insight" { // whose peak night is one of its evidence
			t.Errorf("%s: %q says %s: %s", name, text, date, known)
		}
	}
	if name == "Insight" || name == "Forecast" {
		return // their other numbers are in the objects that they are about, which package words tests
	}
	for _, n := range sentenceNumbers.FindAllString(sentenceDates.ReplaceAllString(text, ""), -1) {
		_, fraction, _ := strings.Cut(n, ".")
		if !slices.ContainsFunc(values, func(x float64) bool { return strconv.FormatFloat(x, 'f', len(fraction), 64) == n }) {
			t.Errorf("%s: %q says %s: %s", name, text, n, known)
		}
	}
}

// An illness is told in today's headline and among the insights, with its dates, and today is about the newest day.
func TestToday(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.past(t, u, 150, ill(3, 1))
		w.compute(t, u)
		a := w.ask(t, w.token(t, u), `query($ill: Date!, $later: Date!) { viewer {
			ill: today(date: $ill) { date asOf headline readiness { band score { value } } unusualNight { unusual pattern } insights { sentence } }
			now: today { date asOf insights(first: 1) { kind from to sentence evidenceIds } freshness { kind date daysAgo } latestSyncRun { id } day { sleep { date } } }
			later: today(date: $later) { asOf headline readiness { score { value } } freshness { daysAgo } } } }`,
			vars{"ill": dateAfter(7), "later": dateAfter(15)})
		sick := a.at(t, "viewer", "ill").(map[string]any)
		if a.at(t, "viewer", "ill", "readiness", "band") != "LOW" || a.at(t, "viewer", "ill", "unusualNight", "pattern") != true ||
			!strings.Contains(sick["headline"].(string), dateAfter(7)+" was unusual") || len(sick["insights"].([]any)) != 0 {
			t.Errorf("the ill day: %v", sick)
		}
		first := a.at(t, "viewer", "now", "insights", 0).(map[string]any)
		if first["kind"] != "UNUSUAL_NIGHT" || first["from"] != dateAfter(6) || first["to"] != dateAfter(8) || len(first["evidenceIds"].([]any)) != 3 ||
			!strings.Contains(first["sentence"].(string), "From "+dateAfter(6)+" to "+dateAfter(8)) {
			t.Errorf("insight %v", first)
		}
		if a.at(t, "viewer", "now", "date") != dateAfter(9) || a.at(t, "viewer", "now", "day", "sleep", "date") != dateAfter(9) ||
			a.at(t, "viewer", "now", "freshness", 0, "daysAgo") != 0.0 {
			t.Errorf("today: %s", a.body)
		}
		if a.at(t, "viewer", "later", "asOf") != dateAfter(9) || a.at(t, "viewer", "later", "freshness", 0, "daysAgo") != 6.0 ||
			!strings.HasPrefix(a.at(t, "viewer", "later", "headline").(string), "The newest data is of "+dateAfter(9)) {
			t.Errorf("a week later: %v", a.at(t, "viewer", "later"))
		}
	})
}

// What is said of many people takes as many statements as what is said of one.
func TestTodayOfManyCostsTheSame(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		for i := range 4 {
			u := w.person(t, fmt.Sprint(i))
			w.past(t, u, 20+i, nil)
			w.compute(t, u)
		}
		for _, field := range []string{
			`today { headline readiness { score ` + estimate + ` } freshness { kind } insights { sentence } day { sleep { score } } latestSyncRun { id } }`,
			`baselines { median7 { value } }`, `readiness { sentence }`, `sleepDebt { sentence }`, `sleepRegularity { index { value } }`,
			fmt.Sprintf(`trainingLoad(range: {from: %q, to: %q}) { week { value } }`, dateAfter(0), dateAfter(9)),
			`trends { sentence }`, `summary(period: MONTH) { sentences }`, `levelChanges { sentence }`, `insights { sentence }`,
			`metricSeries(metrics: [READINESS, HRV_MEDIAN_7], range: {}) { mean }`,
		} {
			count := func(people int) int {
				return len(w.statements.during(func() {
					w.ask(t, serviceKey, fmt.Sprintf(`{ users(first: %d) { nodes { %s } } }`, people, field), nil)
				}))
			}
			count(1)
			if few, many := count(1), count(4); few != many {
				t.Errorf("%s: %d statements for one person, %d for four", field, few, many)
			}
		}
	})
}

// Where the days do not carry an answer there is a reason and no value.
func TestNullsHaveReasons(t *testing.T) {
	t.Parallel()
	const query = `query($d: Date!, $m: Date!) { viewer { readiness(date: $d) { score ` + estimate + ` sentence } sleepDebt(date: $d) { debt ` + estimate + ` }
		hrv: baselines(date: $d, metrics: [HRV]) { value ` + estimate + ` median30 ` + estimate + ` usual ` + estimate + ` }
		rate: baselines(date: $d, metrics: [HEART_RATE]) { deviation ` + estimate + ` }
		summary(period: MONTH, date: $m) { metrics { value ` + estimate + ` } sentences }
		forecast(date: $d) { value ` + estimate + ` sentence } insights(date: $d) { kind sentence } } }`
	for name, test := range map[string]struct {
		days   int
		change func(ago int, m *measured)
		date   string
		want   map[string]any // by path
	}{
		"three nights in a month": {30, func(ago int, m *measured) {
			if ago%10 > 0 {
				*m = measured{}
			}
		}, dateAfter(9), map[string]any{
			"readiness.score.reason": "TOO_FEW_DAYS", "sleepDebt.debt.reason": "TOO_FEW_DAYS", "hrv.0.median30.reason": "TOO_FEW_DAYS",
			"hrv.0.usual.n": 2.0, "forecast.0.value.reason": "TOO_SHORT", "insights.0.kind": "NO_PATTERN",
		}},
		"no HRV": {90, func(_ int, m *measured) { m.hrv = nil }, dateAfter(9), map[string]any{
			"hrv.0.value.reason": "NOT_MEASURED", "hrv.0.usual.reason": "TOO_FEW_DAYS", "readiness.score.reason": nil, "rate.0.deviation.reason": nil,
		}},
		"after a gap of 400 days": {460, func(ago int, m *measured) {
			if ago > 2 && ago <= 402 {
				*m = measured{}
			}
		}, dateAfter(9), map[string]any{
			"readiness.score.reason": "TOO_FEW_DAYS", "hrv.0.usual.n": 2.0, "hrv.0.value.reason": nil,
		}},
		"a day without a night": {90, func(ago int, m *measured) {
			if ago == 4 {
				m.hrv, m.heartRate, m.asleep = nil, nil, 0
			}
		}, dateAfter(5), map[string]any{
			"readiness.score.reason": "NOT_MEASURED", "hrv.0.value.reason": "NOT_MEASURED", "hrv.0.usual.reason": nil,
		}},
		"a day before all data": {30, nil, "2020-01-01", map[string]any{
			"readiness.score.reason": "NOT_MEASURED", "hrv.0.median30.reason": "NOT_MEASURED", "insights": []any{}, "forecast": []any{},
		}},
		"a day to come": {30, nil, "2031-01-01", map[string]any{
			"readiness.score.reason": "NOT_MEASURED", "readiness.score.n": 0.0, "insights.0.kind": "NO_PATTERN",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, w *world) {
				u := w.person(t, "me")
				w.past(t, u, test.days, test.change)
				w.compute(t, u)
				a := w.ask(t, w.token(t, u), query, vars{"d": test.date, "m": "2026-02-28"})
				for path, want := range test.want {
					steps := []any{"viewer"}
					for _, step := range strings.Split(path, ".") {
						if n, err := strconv.Atoi(step); err == nil {
							steps = append(steps, n)
						} else {
							steps = append(steps, step)
						}
					}
					if got := a.at(t, steps...); fmt.Sprint(got) != fmt.Sprint(want) {
						t.Errorf("%s is %v, want %v", path, got, want)
					}
				}
			})
		})
	}
}

// Before anything was computed the reason is that it is still to come, and a night that is edited a year later changes
// what is said of its own day.
func TestResultsFollowRecords(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.past(t, u, 420, nil)
		secret := w.token(t, u)
		long := dateAfter(9 - 380)
		score := func() (value, reason any) {
			a := w.ask(t, secret, `query($d: Date!) { viewer { readiness(date: $d) { score { value reason } } } }`, vars{"d": long})
			return a.at(t, "viewer", "readiness", "score", "value"), a.at(t, "viewer", "readiness", "score", "reason")
		}
		if value, reason := score(); value != nil || reason != "PENDING" {
			t.Errorf("before: %v %v", value, reason)
		}
		w.compute(t, u)
		before, _ := score()
		w.db.Ent.NightlyRecharge.Update().Where(nightlyrecharge.UserID(u.ID), nightlyrecharge.Date(long)).
			SetHrvRmssdMs(20).SetHeartRateAvgBpm(70).ExecX(system(t))
		err := w.db.InTx(system(t), func(tx *ent.Tx) error {
			_, _, err := athlete.Changed(system(t), tx, athlete.Change{UserID: u.ID, Kind: kind.NightlyRecharge, From: long})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		w.compute(t, u)
		if after, _ := score(); before == nil || after == nil || after.(float64) >= before.(float64) {
			t.Errorf("%v before, %v after", before, after)
		}
	})
}

// What makes no sense is refused with what is allowed.
func TestAnalyticsRefusals(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		secret := w.token(t, w.person(t, "me"))
		for query, code := range map[string]string{
			`insights(first: 0) { kind }`:                                           "BAD_USER_INPUT",
			`insights(first: 21) { kind }`:                                          "BAD_USER_INPUT",
			`today { insights(first: -1) { n: kind } }`:                             "BAD_USER_INPUT",
			`trends(windowDays: 27) { p }`:                                          "BAD_USER_INPUT",
			`trends(windowDays: 366) { p }`:                                         "BAD_USER_INPUT",
			`readinessSeries(range: {}) { date }`:                                   "BAD_USER_INPUT",
			`unusualNights(range: {from: "2020-01-01", to: "2026-01-01"}) { date }`: "RANGE_TOO_LARGE",
			`bestEfforts(range: {from: "2026-01-02", to: "2026-01-01"}) { from }`:   "BAD_USER_INPUT",
			manyInsights(20):                                                        "QUERY_TOO_COMPLEX",
		} {
			if a := w.try(t, secret, "{ viewer { "+query+" } }", nil); a.code() != code {
				t.Errorf("%.60s: %s", query, a.body)
			}
		}
	})
}

// manyInsights asks for the insights as of so many dates.
func manyInsights(n int) string {
	var all strings.Builder
	for i := range n {
		fmt.Fprintf(&all, `i%d: insights(date: %q) { kind } `, i, dateAfter(-i))
	}
	return all.String()
}

// The journal takes what is noted, says what is wrong with what it does not take, and is everybody's own.
func TestJournal(t *testing.T) {
	t.Parallel()
	const add = `mutation($i: AddJournalEntryInput!) { addJournalEntry(input: $i) { journalEntry { id date kind amount note createdAt user { id } } userErrors { code field message } } }`
	const remove = `mutation($i: RemoveJournalEntryInput!) { removeJournalEntry(input: $i) { removedJournalEntryId userErrors { code } } }`
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		secret, other := w.token(t, u), w.token(t, w.person(t, "other"))
		for code, input := range map[string]vars{
			"BLANK note": {"date": "2026-03-01", "kind": "NOTE"}, "INVALID amount": {"date": "2026-03-01", "kind": "ALCOHOL", "amount": 101},
			"INVALID note": {"date": "2026-03-01", "kind": "NOTE", "note": strings.Repeat("ä", 501)},
			"INVALID date": {"date": "1900-01-01", "kind": "STRESS"},
		} {
			want, field, _ := strings.Cut(code, " ")
			a := w.ask(t, secret, add, vars{"i": input})
			if a.at(t, "addJournalEntry", "userErrors", 0, "code") != want || a.at(t, "addJournalEntry", "userErrors", 0, "field", 1) != field {
				t.Errorf("%s: %s", code, a.body)
			}
		}
		a := w.ask(t, secret, add, vars{"i": vars{"date": "2026-03-01", "kind": "ALCOHOL", "amount": 2.5, "note": "a wedding"}})
		id := a.at(t, "addJournalEntry", "journalEntry", "id")
		if a.at(t, "addJournalEntry", "journalEntry", "amount") != 2.5 || a.at(t, "addJournalEntry", "journalEntry", "note") != "a wedding" {
			t.Error(a.body)
		}
		if a := w.ask(t, other, remove, vars{"i": vars{"id": id}}); a.at(t, "removeJournalEntry", "userErrors", 0, "code") != "NOT_FOUND" {
			t.Error(a.body)
		}
		if a := w.try(t, w.token(t, u, "READ"), add, vars{"i": vars{"date": "2026-03-01", "kind": "STRESS"}}); a.code() != "FORBIDDEN" {
			t.Error(a.body)
		}
		if a := w.ask(t, secret, remove, vars{"i": vars{"id": id}}); a.at(t, "removeJournalEntry", "removedJournalEntryId") != id {
			t.Error(a.body)
		}
		if a := w.ask(t, secret, `{ viewer { journal { totalCount } } }`, nil); a.at(t, "viewer", "journal", "totalCount") != 0.0 {
			t.Error(a.body)
		}
		for range athlete.MostOfADay {
			w.journal(t, u, "2026-03-02", journalentry.KindNOTE)
		}
		if a := w.ask(t, secret, add, vars{"i": vars{"date": "2026-03-02", "kind": "STRESS"}}); a.at(t, "addJournalEntry", "userErrors", 0, "code") != "LIMIT_REACHED" {
			t.Error(a.body)
		}
	})
}

// What is noted after an outlook was kept counts in the next one that is asked for.
func TestOutlookFollowsTheJournal(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, w *world) {
		u := w.person(t, "me")
		w.past(t, u, 60, nil)
		w.compute(t, u)
		secret := w.token(t, u)
		tested := func() float64 {
			return w.ask(t, secret, `{ viewer { correlations { tested } } }`, nil).at(t, "viewer", "correlations", "tested").(float64)
		}
		before := tested()
		for i := range 45 {
			input := vars{"date": dateAfter(9 - i), "kind": "STRESS", "amount": i % 2}
			w.ask(t, secret, `mutation($i: AddJournalEntryInput!) { addJournalEntry(input: $i) { userErrors { code } } }`, vars{"i": input})
		}
		if after := tested(); after <= before {
			t.Errorf("%v questions before, %v after", before, after)
		}
	})
}
