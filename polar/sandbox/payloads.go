package sandbox

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// Placement says what became of one recorded element, or of a file that holds none.
type Placement struct {
	File string
	// Kind is empty for what was not recognised.
	Kind Kind
	// ID is the id of an exercise.
	ID string
	// Recorded is the date of the recording, Day the date under which it is now served. Both are
	// empty for physical info, which has no day, and Day for everything that is ignored.
	Recorded, Day string
	// Ignored says why the element is not served, and is empty for one that is.
	Ignored string
	// Note says what is special about an element that is served, and is mostly empty.
	Note string
}

// LoadPayloads reads a folder of recorded AccessLink answers and the folders in it, to any depth and with
// any file names, and lays the recorded days of each kind on consecutive days that end the day before today
// (YYYY-MM-DD): the order of the recorded dates stays, several exercises of one date stay together,
// and different recordings of one date get days of their own. Times inside an element move along;
// every other byte stays as recorded. A recording that is repeated, or contained in a richer one, is
// served once.
//
// The placements tell what became of every element, and of every file and inner folder in which nothing
// was recognised. An error is a folder that cannot be read or a date that is none.
func LoadPayloads(fsys fs.FS, today string) ([]Record, []Placement, error) {
	now, err := time.Parse(calendarDate, today)
	if err != nil {
		return nil, nil, fmt.Errorf("today: %w", err)
	}
	recordings, err := readRecordings(fsys)
	if err != nil {
		return nil, nil, fmt.Errorf("recorded answers: %w", err)
	}
	dropRepeats(recordings)
	attachSamples(recordings)
	layOut(recordings, now.AddDate(0, 0, -1))
	var records []Record
	var placements []Placement
	for _, r := range recordings {
		if r.served() {
			records = append(records, r.record(now))
		}
		placements = append(placements, r.placement())
	}
	return records, placements, nil
}

// layOut gives every recording its day: for each kind, consecutive days up to last.
func layOut(recordings []*recording, last time.Time) {
	kinds := map[Kind][]*recording{}
	for _, r := range recordings {
		if r.served() && r.date != "" {
			kinds[r.kind] = append(kinds[r.kind], r)
		}
	}
	for _, ofKind := range kinds {
		days := sharedDays(ofKind)
		for i, day := range days {
			for _, r := range day {
				r.moveTo(last.AddDate(0, 0, i+1-len(days)))
			}
		}
	}
}

// sharedDays groups the recordings of one kind into days, in the order of their recorded dates. What
// was recorded on one date stays on one day, unless it is the same record (the same night, say) in
// two recordings that differ.
func sharedDays(recordings []*recording) [][]*recording {
	slices.SortStableFunc(recordings, func(a, b *recording) int { return strings.Compare(a.date, b.date) })
	var days [][]*recording
	for _, r := range recordings {
		at := slices.IndexFunc(days, func(day []*recording) bool {
			return day[0].date == r.date && !slices.ContainsFunc(day, r.sameRecord)
		})
		if at < 0 {
			days = append(days, []*recording{r})
			continue
		}
		days[at] = append(days[at], r)
	}
	return days
}
