package polar

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		text string
		want Date
		ok   bool
	}{
		"ordinary day":       {"2025-10-01", Date{2025, time.October, 1}, true},
		"leap day":           {"2024-02-29", Date{2024, time.February, 29}, true},
		"no leap day":        {"2025-02-29", Date{}, false},
		"month 13":           {"2025-13-01", Date{}, false},
		"year 0":             {"0000-01-01", Date{}, false},
		"time behind it":     {"2025-10-01T00:00", Date{}, false},
		"letters":            {"2O25-10-01", Date{}, false},
		"sign in the middle": {"2025--1-01", Date{}, false},
		"empty":              {"", Date{}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseDate(test.text)
			if diff := cmp.Diff(test.want, got); diff != "" || (err == nil) != test.ok {
				t.Errorf("ParseDate(%q) error %v, diff (-want +got):\n%s", test.text, err, diff)
			}
		})
	}
}

func TestDateArithmetic(t *testing.T) {
	t.Parallel()
	helsinki := location(t, "Europe/Helsinki")
	day := Date{2024, time.February, 28}
	got := []any{
		day.AddDays(2), day.AddDays(-59), day.Weekday(), day.String(), Date{}.String(), day.In(helsinki).UTC(),
		day.Before(day.AddDays(1)), day.After(day), day.Compare(Date{2023, time.December, 31}),
		day.DaysUntil(Date{2024, time.March, 31}), DateOf(time.Date(2024, 2, 27, 23, 0, 0, 0, time.UTC).In(helsinki)),
	}
	want := []any{
		Date{2024, time.March, 1}, Date{2023, time.December, 31}, time.Wednesday, "2024-02-28", "",
		time.Date(2024, 2, 27, 22, 0, 0, 0, time.UTC), true, false, 1, 32, day,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("dates (-want +got):\n%s", diff)
	}
}

func TestDateAsJSON(t *testing.T) {
	t.Parallel()
	type args struct{ From, To Date }
	want := args{From: Date{2025, time.October, 1}}
	encoded, err := json.Marshal(want)
	if text := `{"From":"2025-10-01","To":""}`; string(encoded) != text || err != nil {
		t.Errorf("encoded as %s, error %v; want %s", encoded, err, text)
	}
	var got args
	if err := json.Unmarshal(encoded, &got); err != nil || got != want {
		t.Errorf("decoded as %v, error %v; want %v", got, err, want)
	}
}

func TestParseDuration(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		want time.Duration
		ok   bool
	}{
		"PT6917.941S":     {6917941 * time.Millisecond, true},
		"PT8239.604S":     {8239604 * time.Millisecond, true},
		"PT609.974S":      {609974 * time.Millisecond, true},
		"PT210.026S":      {210026 * time.Millisecond, true},
		"PT2M2S":          {122 * time.Second, true},
		"PT7H22M":         {7*time.Hour + 22*time.Minute, true},
		"PT18H23M30S":     {18*time.Hour + 23*time.Minute + 30*time.Second, true},
		"PT0S":            {0, true},
		"P1DT2H":          {26 * time.Hour, true},
		"P2W":             {14 * 24 * time.Hour, true},
		"P1D":             {24 * time.Hour, true},
		"PT1.5H":          {90 * time.Minute, true},
		"PT0.1234567891S": {123456789, true},
		"PT":              {0, false},
		"P":               {0, false},
		"":                {0, false},
		"P1Y":             {0, false},
		"P1M":             {0, false},
		"PT1D":            {0, false},
		"PT5S3M":          {0, false},
		"PT5S5S":          {0, false},
		"PT-5S":           {0, false},
		"PT5.S":           {0, false},
		"PT.5S":           {0, false},
		"5S":              {0, false},
		"PT5":             {0, false},
		"1800s":           {0, false},
		"P999999999W":     {0, false},
		"P15000WT900000H": {0, false},
	}
	for text, test := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := ParseDuration(text)
			if got != test.want || (err == nil) != test.ok {
				t.Errorf("ParseDuration(%q) = %v, %v; want %v, ok %v", text, got, err, test.want, test.ok)
			}
		})
	}
}

func TestParseLocalTime(t *testing.T) {
	t.Parallel()
	day := Date{2025, time.September, 10}
	tests := map[string]struct {
		want LocalTime
		ok   bool
	}{
		"2025-09-10T00:00":           {LocalTime{day, 0}, true},
		"2025-09-10T23:59:30":        {LocalTime{day, Clock(24*time.Hour - 30*time.Second)}, true},
		"2025-09-10T20:52:20.57":     {LocalTime{day, Clock(20*time.Hour + 52*time.Minute + 20570*time.Millisecond)}, true},
		"2025-09-10T10:40:0.000":     {LocalTime{day, Clock(10*time.Hour + 40*time.Minute)}, true},
		"2025-09-10T10:40:00Z":       {LocalTime{}, false},
		"2025-09-10T10:40:00+01:00":  {LocalTime{}, false},
		"2025-09-10T24:00":           {LocalTime{Date{2025, 9, 10}, Clock(24 * time.Hour)}, true},
		"2025-09-10T24:01":           {LocalTime{}, false},
		"2025-09-10T10:60":           {LocalTime{}, false},
		"2025-09-10T10:40:60":        {LocalTime{}, false},
		"2025-09-10 10:40":           {LocalTime{}, false},
		"2025-09-10":                 {LocalTime{}, false},
		"2025-09-31T10:40":           {LocalTime{}, false},
		"2025-09-10T10:40:":          {LocalTime{}, false},
		"2025-09-10T10:40:00.":       {LocalTime{}, false},
		"2025-09-10T10:40:000000000": {LocalTime{day, Clock(10*time.Hour + 40*time.Minute)}, true},
	}
	for text, test := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := ParseLocalTime(text)
			if diff := cmp.Diff(test.want, got); diff != "" || (err == nil) != test.ok {
				t.Errorf("ParseLocalTime(%q) error %v, diff (-want +got):\n%s", text, err, diff)
			}
		})
	}
}

func TestLocalTimeBecomesInstant(t *testing.T) {
	t.Parallel()
	local := LocalTime{Date{2026, time.September, 12}, Clock(9*time.Hour + 20*time.Minute + 47500*time.Millisecond)}
	want := time.Date(2026, 9, 12, 7, 20, 47, 500e6, time.UTC)
	if got := local.AtOffset(120); !got.Equal(want) {
		t.Errorf("AtOffset(120) = %v, want %v", got, want)
	}
	// On the day when clocks go forward, noon is eleven hours after midnight.
	noon := LocalTime{Date{2026, time.March, 29}, Clock(12 * time.Hour)}
	if got, want := noon.In(location(t, "Europe/Helsinki")), time.Date(2026, 3, 29, 9, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("In(Europe/Helsinki) = %v, want %v", got, want)
	}
	if got, want := local.String(), "2026-09-12T09:20:47.5"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	if got, want := local.Sub(noon), 167*24*time.Hour-2*time.Hour-39*time.Minute-12500*time.Millisecond; got != want {
		t.Errorf("Sub() = %v, want %v", got, want)
	}
}

func TestInstants(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		json   string
		utc    time.Time // zero: not to be read as a UTCTime
		offset time.Time // zero: not to be read as an OffsetTime
	}{
		"offset and milliseconds": {`"2025-09-30T23:33:22.675+01:00"`, time.UnixMilli(1759271602675), time.UnixMilli(1759271602675)},
		"west, without a colon":   {`"2025-09-30T18:33:22-0400"`, time.Unix(1759271602, 0), time.Unix(1759271602, 0)},
		"hours only":              {`"2025-09-30T18:33-04"`, time.Unix(1759271580, 0), time.Unix(1759271580, 0)},
		"Z":                       {`"2026-02-22T10:25:50Z"`, time.Unix(1771755950, 0), time.Unix(1771755950, 0)},
		"one digit of seconds":    {`"2008-10-13T10:40:0.000Z"`, time.Unix(1223894400, 0), time.Unix(1223894400, 0)},
		"no zone, fraction":       {`"2022-11-20T20:52:20.57"`, time.UnixMilli(1668977540570), time.Time{}},
		"no zone":                 {`"2023-10-20T04:00:00"`, time.Unix(1697774400, 0), time.Time{}},
		"Unix seconds":            {`1697787256`, time.Unix(1697787256, 0), time.Time{}},
		"Unix milliseconds":       {`1697787256123`, time.UnixMilli(1697787256123), time.Time{}},
		"Unix seconds as text":    {`"1697787256"`, time.Unix(1697787256, 0), time.Time{}},
		"negative":                {`-1`, time.Time{}, time.Time{}},
		"beyond all times":        {`1e18`, time.Time{}, time.Time{}},
		"impossible offset":       {`"2025-09-30T18:33:22+25:00"`, time.Time{}, time.Time{}},
		"letters":                 {`"yesterday"`, time.Time{}, time.Time{}},
		"object":                  {`{"time":"2025-09-30T18:33:22Z"}`, time.Time{}, time.Time{}},
		"boolean":                 {`true`, time.Time{}, time.Time{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var utc UTCTime
			if err := json.Unmarshal([]byte(test.json), &utc); !utc.Equal(test.utc) || (err == nil) == test.utc.IsZero() {
				t.Errorf("UTCTime of %s = %v, %v; want %v", test.json, utc, err, test.utc)
			}
			var offset OffsetTime
			if err := json.Unmarshal([]byte(test.json), &offset); !offset.Equal(test.offset) || (err == nil) == test.offset.IsZero() {
				t.Errorf("OffsetTime of %s = %v, %v; want %v", test.json, offset, err, test.offset)
			}
		})
	}
}

func TestOffsetTimeKeepsOffset(t *testing.T) {
	t.Parallel()
	var got OffsetTime
	if err := json.Unmarshal([]byte(`"2025-09-30T23:33:22.675-03:30"`), &got); err != nil {
		t.Fatal(err)
	}
	if _, seconds := got.Zone(); seconds != -12600 {
		t.Errorf("offset is %d s, want -12600", seconds)
	}
}

// location loads a zone or skips the test where the system has no zone data.
func location(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skip("no zone data on this system")
	}
	return loc
}
