package words_test

import (
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"polarflow/analytics"
)

var (
	dates   = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)
	numbers = regexp.MustCompile(`\d+(\.\d+)?`)
)

// record is what a sentence may say: the numbers and the dates of its record.
type record struct {
	numbers []float64
	dates   map[string]bool
}

// recordOf returns the numbers and dates in values, those in their texts included.
func recordOf(values ...any) record {
	r := record{dates: make(map[string]bool)}
	for _, v := range values {
		r.add(reflect.ValueOf(v))
	}
	return r
}

func (r *record) add(v reflect.Value) {
	if d, ok := v.Interface().(analytics.Day); ok {
		r.dates[d.String()] = true
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				r.add(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			r.add(v.Index(i))
		}
	case reflect.Float64:
		r.numbers = append(r.numbers, v.Float())
	case reflect.Int:
		r.numbers = append(r.numbers, float64(v.Int()))
	case reflect.String:
		for _, text := range numbers.FindAllString(v.String(), -1) {
			x, _ := strconv.ParseFloat(text, 64)
			r.numbers = append(r.numbers, x)
		}
	}
}

// unknown returns the numbers and dates of a sentence that are not in the record, each rounded as the sentence rounds.
// A share may be said in percent.
func (r record) unknown(sentence string) []string {
	var list []string
	for _, date := range dates.FindAllString(sentence, -1) {
		if !r.dates[date] {
			list = append(list, date)
		}
	}
	percent := strings.Contains(sentence, "%")
	for _, text := range numbers.FindAllString(dates.ReplaceAllString(sentence, ""), -1) {
		if !r.has(text, percent) {
			list = append(list, text)
		}
	}
	return list
}

func (r record) has(text string, percent bool) bool {
	_, fraction, _ := strings.Cut(text, ".")
	for _, x := range r.numbers {
		if rounded(x, len(fraction)) == text || percent && rounded(100*x, len(fraction)) == text {
			return true
		}
	}
	return false
}

func rounded(x float64, digits int) string { return strconv.FormatFloat(math.Abs(x), 'f', digits, 64) }

func TestUnknownNumbersAreFound(t *testing.T) {
	t.Parallel()
	r := recordOf(analytics.Estimate{Value: -6.44, N: 47, Level: 0.8, Method: "mean of 7 days"}, day0)
	for sentence, want := range map[string]int{
		"2025-01-06: -6.4 ms of 47 nights, 80 % in 7 days": 0,
		"2025-01-07": 1, "6.5": 1, "46": 1, "80 of them": 1, "6.45 and 8": 2,
	} {
		if got := r.unknown(sentence); len(got) != want {
			t.Errorf("%s: unknown are %v", sentence, got)
		}
	}
}
