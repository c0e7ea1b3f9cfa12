package sandbox_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"polarflow/polar/sandbox"
)

// recorded opens a folder of recorded answers that is kept beside the repository, or skips the test.
func recorded(t *testing.T, name string) fs.FS {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "polar", "payloads", name)
	if _, err := os.Stat(path); err != nil {
		t.Skip("no recorded answers here")
	}
	return os.DirFS(path)
}

func TestRecordedAnswers(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]map[sandbox.Kind]int{
		"real": {
			sandbox.KindExercise: 9, sandbox.KindContinuousHeartRate: 11, sandbox.KindSleep: 1,
			sandbox.KindNightlyRecharge: 1, sandbox.KindActivity: 5, sandbox.KindCardioLoad: 1,
		},
		"docs": {
			sandbox.KindExercise: 1, sandbox.KindContinuousHeartRate: 1, sandbox.KindSleep: 1,
			sandbox.KindNightlyRecharge: 1, sandbox.KindCardioLoad: 1, sandbox.KindAlertness: 1,
			sandbox.KindCircadianBedtime: 1, sandbox.KindSpo2: 1, sandbox.KindECG: 1,
			sandbox.KindBodyTemperature: 1, sandbox.KindSkinTemperature: 1, sandbox.KindPhysicalInfo: 1,
			// The example with its samples, the same with nulls, and samples of another date.
			sandbox.KindActivity: 3,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			records, placements, err := sandbox.LoadPayloads(recorded(t, name), today)
			if err != nil {
				t.Fatal(err)
			}
			got := map[sandbox.Kind]int{}
			for _, r := range records {
				got[r.Kind]++
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			for _, p := range placements {
				if p.Ignored == "" && p.Day == "" && p.Kind != sandbox.KindPhysicalInfo {
					t.Errorf("no day for %+v", p)
				}
			}
		})
	}
}

// movedDate is what may differ between a recording and what is served.
var movedDate = regexp.MustCompile(`"\d{4}-\d\d-\d\d|"test_time": *\d+`)

func TestRecordedBytesArePreserved(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"real", "docs"} {
		fsys := recorded(t, name)
		records, _, err := sandbox.LoadPayloads(fsys, today)
		if err != nil {
			t.Fatal(err)
		}
		var everything strings.Builder
		files, err := fs.Glob(fsys, "*.json")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			body, err := fs.ReadFile(fsys, file)
			if err != nil {
				t.Fatal(err)
			}
			everything.Write(movedDate.ReplaceAll(body, []byte("#")))
		}
		for _, r := range records {
			element := strings.TrimSuffix(strings.TrimPrefix(string(r.JSON), `{"samples":`), "}")
			masked := movedDate.ReplaceAllString(element, "#")
			if !strings.Contains(everything.String(), masked) {
				t.Errorf("%s %s %s is not what was recorded", r.Kind, r.Date, r.ID)
			}
			if !json.Valid(r.JSON) {
				t.Errorf("%s %s is not JSON", r.Kind, r.Date)
			}
		}
	}
}

func TestRecordedAnswersAreServed(t *testing.T) {
	t.Parallel()
	records, _, err := sandbox.LoadPayloads(recorded(t, "real"), today)
	if err != nil {
		t.Fatal(err)
	}
	p := connectedPolar(t, sandbox.Options{}, records...)
	from := "?from=" + daysAgo(20) + "&to=" + daysAgo(0)
	count := func(path, pattern string) string {
		answer := p.send(http.MethodGet, path, "")
		return fmt.Sprint(answer.Status, " ", strings.Count(answer.Body, pattern))
	}
	got := map[string]string{
		"exercises": count("/v3/exercises?samples=true&zones=true", `"start_time"`),
		"heart":     count("/v3/users/continuous-heart-rate"+from, `"date"`),
		"nights":    count("/v3/users/sleep", `"sleep_start_time"`),
		"recharges": count("/v3/users/nightly-recharge", `"ans_charge"`),
		"activity":  count("/v3/users/activities", `"start_time"`),
		"zones":     count("/v3/users/activities?activity_zones=true", `"NON_WEAR"`),
	}
	want := map[string]string{
		"exercises": "200 9", "heart": "200 11", "nights": "200 1", "recharges": "200 1", "activity": "200 5",
		"zones": "200 1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
