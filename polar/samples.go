package polar

import (
	"math"
	"strconv"
	"strings"
)

// SampleType says what a series of exercise samples measures. It is open: Polar may send types that
// are not listed here.
type SampleType string

// The documented sample types with their units. RR intervals have no recording rate: each value is the
// time since the beat before.
const (
	SampleHeartRate      SampleType = "0"  // beats per minute
	SampleSpeed          SampleType = "1"  // kilometres per hour
	SampleCadence        SampleType = "2"  // revolutions per minute
	SampleAltitude       SampleType = "3"  // metres
	SamplePower          SampleType = "4"  // watts
	SamplePowerPedaling  SampleType = "5"  // pedaling index, percent
	SamplePowerLeftRight SampleType = "6"  // left-right balance, percent
	SampleAirPressure    SampleType = "7"  // hectopascals
	SampleRunningCadence SampleType = "8"  // steps per minute
	SampleTemperature    SampleType = "9"  // degrees Celsius
	SampleDistance       SampleType = "10" // metres since the start
	SampleRRInterval     SampleType = "11" // milliseconds
)

// UnmarshalJSON reads the type as the number that live answers send or as the string of the
// documentation.
func (t *SampleType) UnmarshalJSON(data []byte) error {
	text, isScalar := scalarText(data)
	if !isScalar {
		return wrongType[SampleType](data)
	}
	*t = SampleType(text)
	if code, err := parseInteger[int](text); err == nil {
		*t = SampleType(strconv.Itoa(code))
	}
	return nil
}

// SampleSeries is one measured quantity of an exercise. RecordingRate is in seconds between values and
// missing where it does not apply, as for RR intervals.
type SampleSeries struct {
	RecordingRate Null[float64] `json:"recording_rate"`
	SampleType    SampleType    `json:"sample_type"`
	Data          SampleValues  `json:"data"`
}

// SampleValues are the values of a series in order. A gap, where the sensor was offline, is NaN, so
// that every value keeps its place in time.
type SampleValues []float64

// UnmarshalJSON reads the comma-separated text in which Polar sends the values. "null", "NaN" and
// nothing between two commas are gaps; an empty text has no values.
func (v *SampleValues) UnmarshalJSON(data []byte) error {
	*v = nil
	text, isScalar := scalarText(data)
	if !isScalar {
		return wrongType[SampleValues](data)
	}
	if text == "" {
		return nil
	}
	values := make(SampleValues, 0, strings.Count(text, ",")+1)
	for field := range strings.SplitSeq(text, ",") {
		value, err := parseSample(strings.TrimSpace(field))
		if err != nil {
			return wrongType[SampleValues](data)
		}
		values = append(values, value)
	}
	*v = values
	return nil
}

// parseSample reads one value of a series; a gap is NaN.
func parseSample(field string) (float64, error) {
	if isMissingWord(field) {
		return math.NaN(), nil
	}
	return parseNumber(field)
}
