package analytics

import (
	"encoding/json"
	"fmt"
)

// Estimate is one number with what it rests on. It has either a value or a reason why it has none.
type Estimate struct {
	Value      float64    // NaN where Reason says why
	Low, High  float64    // the interval; NaN where none is given
	Level      float64    // what the interval covers, like 0.90; 0 for a range that is no confidence interval
	N          int        // how many days, nights or sessions were used
	Window     int        // of how many; calendar days for daily series, their own count for sessions
	Method     Method     // how it was computed
	Confidence Confidence // how well the window is filled; it says nothing about what the value means
	Reason     Reason     // why there is no value; empty where there is one
}

// OK says whether there is a value.
func (e Estimate) OK() bool { return e.Reason == "" }

// Pointer returns the value, nil where there is none.
func (e Estimate) Pointer() *float64 { return pointer(e.Value) }

// Interval returns the ends of the interval, nil where none is given.
func (e Estimate) Interval() (low, high *float64) { return pointer(e.Low), pointer(e.High) }

func pointer(x float64) *float64 {
	if isMissing(x) {
		return nil
	}
	return &x
}

// MarshalJSON writes an estimate without the numbers that it does not have, which JSON has no word for.
func (e Estimate) MarshalJSON() ([]byte, error) {
	return json.Marshal(storedEstimate{
		pointer(e.Value), pointer(e.Low), pointer(e.High), e.Level, e.N, e.Window, e.Method, e.Confidence, e.Reason,
	})
}

// UnmarshalJSON reads what [Estimate.MarshalJSON] wrote.
func (e *Estimate) UnmarshalJSON(text []byte) error {
	var s storedEstimate
	if err := json.Unmarshal(text, &s); err != nil {
		return fmt.Errorf("read estimate: %w", err)
	}
	*e = Estimate{value(s.Value), value(s.Low), value(s.High), s.Level, s.N, s.Window, s.Method, s.Confidence, s.Reason}
	return nil
}

// storedEstimate is an Estimate in JSON.
type storedEstimate struct {
	Value      *float64   `json:"value,omitempty"`
	Low        *float64   `json:"low,omitempty"`
	High       *float64   `json:"high,omitempty"`
	Level      float64    `json:"level,omitempty"`
	N          int        `json:"n"`
	Window     int        `json:"window"`
	Method     Method     `json:"method"`
	Confidence Confidence `json:"confidence"`
	Reason     Reason     `json:"reason,omitempty"`
}

// value returns what a pointer points to, NaN of nil.
func value(x *float64) float64 {
	if x == nil {
		return missing
	}
	return *x
}

// Method names how a value was computed, for a reader of the answer.
type Method string

// Reason says why there is no value.
type Reason string

const (
	// NotMeasured is the reason where the day itself has no value.
	NotMeasured Reason = "NOT_MEASURED"
	// TooFewDays is the reason where the window has fewer values than the method demands.
	TooFewDays Reason = "TOO_FEW_DAYS"
	// TooShort is the reason where the history, or a session, is shorter than the method demands.
	TooShort Reason = "TOO_SHORT"
	// TooLittleLoad is the reason where a ratio would divide by next to nothing.
	TooLittleLoad Reason = "TOO_LITTLE_LOAD"
	// TooLittleSignal is the reason where too many samples of a session are gaps.
	TooLittleSignal Reason = "TOO_LITTLE_SIGNAL"
	// NoVariation is the reason where all values are equal, so that nothing can be compared.
	NoVariation Reason = "NO_VARIATION"
	// Suspect is the reason where the day's value is probably an artefact.
	Suspect Reason = "SUSPECT"
	// NotSteady is the reason where a session varies too much for the method.
	NotSteady Reason = "NOT_STEADY"
	// NotHard is the reason where no effort was hard enough to be a best.
	NotHard Reason = "NOT_HARD"
	// Undefined is the reason where the formula has no value for such input.
	Undefined Reason = "UNDEFINED"
)

// Confidence says how well the window of an estimate is filled with data.
type Confidence string

// The shares are those of the readiness score: 45 and 21 nights of 60.
const (
	NoConfidence     Confidence = "NONE"   // there is no value
	LowConfidence    Confidence = "LOW"    // less than 35 % of the window
	MediumConfidence Confidence = "MEDIUM" // 35 % and more
	HighConfidence   Confidence = "HIGH"   // 75 % and more
)

func confidence(n, window int) Confidence {
	switch {
	case n*4 >= window*3:
		return HighConfidence
	case n*20 >= window*7:
		return MediumConfidence
	}
	return LowConfidence
}

// estimate returns a value that rests on n of the window's days.
func estimate(m Method, value float64, n, window int) Estimate {
	if isMissing(value) {
		return none(m, Undefined, n, window)
	}
	return Estimate{Value: value, Low: missing, High: missing, N: n, Window: window, Method: m, Confidence: confidence(n, window)}
}

// none returns an estimate without a value.
func none(m Method, why Reason, n, window int) Estimate {
	return Estimate{Value: missing, Low: missing, High: missing, N: n, Window: window, Method: m, Confidence: NoConfidence, Reason: why}
}

// within returns the estimate with an interval that covers the level.
func (e Estimate) within(low, high, level float64) Estimate {
	if e.OK() {
		e.Low, e.High, e.Level = low, high, level
	}
	return e
}
