package sandbox

import (
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// mostPayloadBytes bounds one file of recorded answers.
const mostPayloadBytes = 64 << 20

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
}

// LoadPayloads reads a folder of recorded AccessLink answers (and the folders in it), with any file
// names, and lays the recorded days of each kind on consecutive days that end the day before today
// (YYYY-MM-DD): the order of the recorded dates stays, several exercises of one date stay together,
// and different recordings of one date get days of their own. Dates inside an element move along;
// every other byte stays as recorded. A recording that is repeated, or contained in a richer one, is
// served once.
//
// The placements tell what became of every element, and of files in which nothing was recognised.
// An error is a folder that cannot be read or a date that is none.
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

// readRecordings reads every file, in the order of their names.
func readRecordings(fsys fs.FS) ([]*recording, error) {
	var recordings []*recording
	err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && strings.Contains(path, "/"):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		recordings = append(recordings, readFile(fsys, path)...)
		return nil
	})
	return recordings, err
}

// readFile recognises the elements of a file. A file without any becomes one ignored recording.
func readFile(fsys fs.FS, path string) []*recording {
	body, err := readBounded(fsys, path)
	if err != nil {
		return []*recording{{file: path, ignored: err.Error()}}
	}
	elements, _, err := splitElements(body)
	switch {
	case err != nil:
		return []*recording{{file: path, ignored: "not the JSON of an answer"}}
	case len(elements) == 0:
		return []*recording{{file: path, ignored: "an empty list"}}
	}
	recordings := make([]*recording, len(elements))
	for i, element := range elements {
		recordings[i] = recognise(path, element)
	}
	return recordings
}

// readBounded reads a file that is not absurdly large.
func readBounded(fsys fs.FS, path string) ([]byte, error) {
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, mostPayloadBytes+1))
	if err == nil && len(body) > mostPayloadBytes {
		err = fmt.Errorf("larger than %d MiB", mostPayloadBytes>>20)
	}
	return body, err
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
