package athlete

import (
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"

	"polarflow/analytics"
)

// Result is what is said of one day.
type Result struct {
	analytics.DayResult
	// Load is the load of the day; its method says where it is from, see [PolarLoad].
	Load analytics.Estimate
}

// wordBytes is the length of a stored number, little-endian IEEE 754, NaN where there is none.
const wordBytes = 8

// pack returns the values of a day's estimates as they are stored, in the order of [analytics.Metrics].
func pack(estimates []analytics.Estimate) []byte {
	packed := make([]byte, 0, wordBytes*len(estimates))
	for _, e := range estimates {
		x := e.Value
		if math.IsNaN(x) {
			x = math.NaN() // there are many, and equal days are stored alike
		}
		packed = binary.LittleEndian.AppendUint64(packed, math.Float64bits(x))
	}
	return packed
}

// errPacked is returned for stored numbers that are none.
var errPacked = errors.New("stored numbers are damaged")

// number returns one of the packed numbers, counted from 0.
func number(packed []byte, i int) (float64, error) {
	if len(packed) < (i+1)*wordBytes {
		return math.NaN(), errPacked
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(packed[i*wordBytes:])), nil
}

// dayBody is what is stored of a day besides the values of its estimates: of those what they rest on, column by column,
// which is read ten times as fast as one object each.
type dayBody struct {
	Names     []analytics.Metric     `json:"names"` // of the estimates, in their order
	N         []int                  `json:"n"`
	Windows   []int                  `json:"windows"`
	Methods   []analytics.Method     `json:"methods"`
	Fill      []analytics.Confidence `json:"fill"`
	Reasons   []analytics.Reason     `json:"reasons"`
	Intervals map[int][3]float64     `json:"intervals,omitempty"` // low, high and level, by place

	Load     analytics.Estimate      `json:"load"`
	Band     analytics.ReadinessBand `json:"band,omitempty"`
	Parts    []analytics.Part        `json:"parts,omitempty"`
	Unusual  bool                    `json:"unusual,omitempty"`
	Pattern  bool                    `json:"pattern,omitempty"`
	Deviants []analytics.Deviant     `json:"deviants,omitempty"`
	Alert    analytics.NightAlert    `json:"alert"`
	Artefact bool                    `json:"artefact,omitempty"`
	Assumed  bool                    `json:"assumed,omitempty"`
	Flags    []analytics.LoadFlag    `json:"flags,omitempty"`
}

// bodyOf returns what is stored of a day besides the values of its estimates.
func bodyOf(r Result, estimates []analytics.Estimate) dayBody {
	b := dayBody{
		Names: metrics(),
		Load:  r.Load, Band: r.Readiness.Band, Parts: r.Readiness.Parts, Unusual: r.Unusual.Unusual, Pattern: r.Unusual.Pattern,
		Deviants: r.Unusual.Parts, Alert: r.Alert, Artefact: r.Artefact, Assumed: r.Times.Assumed, Flags: r.Week.Flags,
	}
	for i, e := range estimates {
		b.N, b.Windows = append(b.N, e.N), append(b.Windows, e.Window)
		b.Methods, b.Fill, b.Reasons = append(b.Methods, e.Method), append(b.Fill, e.Confidence), append(b.Reasons, e.Reason)
		if low, high := e.Interval(); low != nil && high != nil {
			if b.Intervals == nil {
				b.Intervals = make(map[int][3]float64)
			}
			b.Intervals[i] = [3]float64{*low, *high, e.Level}
		}
	}
	return b
}

// estimate returns one of the estimates, one without a value for a place below 0.
func (b dayBody) estimate(i int, packed []byte) (analytics.Estimate, error) {
	e := analytics.Estimate{Value: math.NaN(), Low: math.NaN(), High: math.NaN()}
	if i < 0 {
		e.Confidence, e.Reason = analytics.NoConfidence, analytics.Undefined
		return e, nil
	}
	if i >= len(b.N) || i >= len(b.Windows) || i >= len(b.Methods) || i >= len(b.Fill) || i >= len(b.Reasons) {
		return e, errPacked
	}
	e.N, e.Window, e.Method, e.Confidence, e.Reason = b.N[i], b.Windows[i], b.Methods[i], b.Fill[i], b.Reasons[i]
	if interval, ok := b.Intervals[i]; ok {
		e.Low, e.High, e.Level = interval[0], interval[1], interval[2]
	}
	var err error
	e.Value, err = number(packed, i)
	return e, err
}

// result returns the result of a day that was stored.
func (b dayBody) result(d analytics.Day, packed []byte) (Result, error) {
	r := Result{Load: b.Load, DayResult: analytics.DayResult{Day: d, Alert: b.Alert, Artefact: b.Artefact}}
	same := slices.Equal(b.Names, metrics())
	for i, e := range places(&r.DayResult) {
		at := i
		if !same { // it was stored by other methods
			at = slices.Index(b.Names, metrics()[i])
		}
		var err error
		if *e, err = b.estimate(at, packed); err != nil {
			return Result{}, fmt.Errorf("result of %s: %w", d, err)
		}
	}
	r.Readiness.Day, r.Readiness.Band, r.Readiness.Parts = d, b.Band, b.Parts
	r.Unusual.Day, r.Unusual.Unusual, r.Unusual.Pattern, r.Unusual.Parts = d, b.Unusual, b.Pattern, b.Deviants
	r.Times.Assumed, r.Week.Day, r.Week.Flags, r.Balance.Day, r.Ratio.Day = b.Assumed, d, b.Flags, d, d
	return r, nil
}

// metrics lists the metrics of a day.
var metrics = sync.OnceValue(analytics.Metrics)

// places returns where the estimates of a day belong, in the order of [analytics.Metrics].
func places(r *analytics.DayResult) []*analytics.Estimate {
	r.Baselines = make([]analytics.Baseline, len(analytics.Signals))
	list := make([]*analytics.Estimate, 0, 8*len(analytics.Signals)+27)
	for i, g := range analytics.Signals {
		b := &r.Baselines[i]
		b.Day, b.Signal = r.Day, g
		list = append(list, &b.Value, &b.Median7, &b.Median30, &b.Median60, &b.Usual, &b.Deviation, &b.Recent, &b.Variation)
	}
	t, w := &r.Times, &r.Week
	return append(list,
		&r.Readiness.Score, &r.Unusual.Total, &r.Unusual.Threshold, &r.Debt.Need, &r.Debt.Window, &r.Debt.Trend, &r.Regularity,
		&t.Onset, &t.OnsetSD, &t.Mid, &t.MidSD, &t.SocialJetlag, &t.Shift, &t.Chronotype,
		&r.Balance.LongTerm, &r.Balance.ShortTerm, &r.Balance.Difference,
		&r.Ratio.Mean7, &r.Ratio.Mean28, &r.Ratio.Coupled, &r.Ratio.Uncoupled, &r.Ratio.Weighted,
		&w.Load, &w.Change, &w.Jump, &w.Monotony, &w.Strain)
}

// dictionary1 is the body of a typical day, of which the others are written as differences. One that has been used stays
// as it is: another gets the next number, and this one is kept for as long as something may have been written with it.
//
//go:embed dictionary-1.json
var dictionary1 []byte

// The encoder and the decoder are safe for concurrent use of EncodeAll and DecodeAll, and expensive to make.
var (
	compressor, _   = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderDictRaw(1, dictionary1))
	decompressor, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(16<<20),
		zstd.WithDecoderDictRaw(1, dictionary1))
)

// body returns a result as it is stored.
func body(result any) ([]byte, error) {
	text, err := json.Marshal(result)
	if err != nil {
		return nil, fmt.Errorf("encode result: %w", err)
	}
	return compressor.EncodeAll(text, nil), nil
}

// unbody reads what body wrote.
func unbody(stored []byte, result any) error {
	text, err := decompressor.DecodeAll(stored, nil)
	if err != nil {
		return fmt.Errorf("decompress result: %w", err)
	}
	if err := json.Unmarshal(text, result); err != nil {
		return fmt.Errorf("decode result: %w", err)
	}
	return nil
}
