package main

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"text/tabwriter"

	"polarflow/series"
)

// printCodec prints what encoding and decoding the samples of the last whole day costs: its heart rate, and
// its training.
func printCodec(out io.Writer, a athlete) error {
	day, err := heartRateOfDay(a)
	if err != nil {
		return err
	}
	training, err := trainingOfDay(a)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%-32s\tpoints\tJSON, B\tencoded, B\tof JSON\tencode, µs\tdecode, µs\tdecode, ns a point\tread the JSON, µs\t\n", "")
	for _, s := range []sampled{day, training} {
		if err := printSampled(w, s); err != nil {
			return err
		}
	}
	return w.Flush()
}

// printSampled measures one element and prints its line.
func printSampled(w io.Writer, s sampled) error {
	var size, points int
	columns := make([][]byte, len(s.series))
	for i, one := range s.series {
		data, err := series.Encode(one)
		if err != nil {
			return err
		}
		columns[i] = data
		size += len(data)
		points += one.Len()
	}
	encode, err1 := perOperation(func() error { return encodeAll(s.series) })
	decode, err2 := perOperation(func() error { return decodeAll(columns) })
	read, err3 := perOperation(func() error { return s.read(s.json) })
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	fmt.Fprintf(w, "%-32s\t%d\t%d\t%d\t%s\t%d\t%d\t%.1f\t%d\t\n", s.name, points, len(s.json), size,
		percent(int64(size), int64(len(s.json))), encode/1e3, decode/1e3, float64(decode)/float64(points), read/1e3)
	return nil
}

// perOperation returns the nanoseconds that work takes, as a benchmark measures it.
func perOperation(work func() error) (nanoseconds int64, err error) {
	result := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			if err = work(); err != nil {
				return
			}
		}
	})
	return result.NsPerOp(), err
}

func encodeAll(list []series.Series) error {
	for _, s := range list {
		if _, err := series.Encode(s); err != nil {
			return err
		}
	}
	return nil
}

func decodeAll(columns [][]byte) error {
	for _, data := range columns {
		if _, err := series.Decode(data); err != nil {
			return err
		}
	}
	return nil
}
