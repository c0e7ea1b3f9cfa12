package model

import "polarflow/analytics"

// Pending is the reason where a result has not been worked out yet.
const Pending analytics.Reason = "PENDING"

// Estimate is one number with what it rests on.
type Estimate struct {
	Of            analytics.Estimate
	Unit          string
	MethodVersion int
}

// Value returns the value, NaN, which is written as null, where there is none.
func (e *Estimate) Value() float64 { return e.Of.Value }

// Low returns the lower end of the interval, NaN where there is none.
func (e *Estimate) Low() float64 { return e.Of.Low }

// High returns the upper end of the interval, NaN where there is none.
func (e *Estimate) High() float64 { return e.Of.High }

// Level returns what the interval covers, nil where there is none that covers anything.
func (e *Estimate) Level() *float64 {
	if e.Of.Level == 0 {
		return nil
	}
	return &e.Of.Level
}

// N returns how many values were used.
func (e *Estimate) N() int { return e.Of.N }

// Window returns of how many.
func (e *Estimate) Window() int { return e.Of.Window }

// Method returns the name of the method.
func (e *Estimate) Method() string { return string(e.Of.Method) }

// Confidence returns how well the window is filled.
func (e *Estimate) Confidence() analytics.Confidence { return e.Of.Confidence }

// Reason returns why there is no value, nil where there is one.
func (e *Estimate) Reason() *analytics.Reason {
	if e.Of.OK() {
		return nil
	}
	return &e.Of.Reason
}
