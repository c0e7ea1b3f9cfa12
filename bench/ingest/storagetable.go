package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"text/tabwriter"

	"polarflow/ent/kind"
)

// minorTable is the size, in bytes, below which a table's line is left out.
const minorTable = 100_000

// printStorage prints what the import came to, one column for each engine.
func printStorage(out io.Writer, all []stored) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(name, format string, of func(stored) any) {
		fmt.Fprintf(w, "%-32s\t", name)
		for _, s := range all {
			fmt.Fprintf(w, format+"\t", of(s))
		}
		fmt.Fprintln(w)
	}
	line("", "%s", func(s stored) any { return s.engine })
	line("import, s", "%.1f", func(s stored) any { return s.took.Seconds() })
	line("rows", "%d", func(s stored) any { return s.rows })
	line("rows a second", "%.0f", func(s stored) any { return rate(s.rows, s.took) })
	line("samples", "%d", func(s stored) any { return s.points })
	line("samples a second", "%.0f", func(s stored) any { return rate(s.points, s.took) })
	line("database, MB", "%.2f", func(s stored) any { return mega(s.total) })
	for _, table := range largest(all) {
		line("  "+table, "%.2f", func(s stored) any { return mega(s.tables[table]) })
	}
	return w.Flush()
}

// largest returns the tables worth a line, the largest first.
func largest(all []stored) []string {
	size := map[string]int64{}
	for _, s := range all {
		for _, table := range tables() {
			size[table] = max(size[table], s.tables[table])
		}
	}
	maps.DeleteFunc(size, func(_ string, n int64) bool { return n < minorTable })
	return slices.SortedFunc(maps.Keys(size), func(a, b string) int {
		return cmp.Or(cmp.Compare(size[b], size[a]), cmp.Compare(a, b))
	})
}

// printKinds prints, for each kind, the bytes of JSON and what became of them.
func printKinds(out io.Writer, a athlete, s stored) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "%-32s\telements\tJSON, kB\traw, kB\tof JSON\tseries, kB\tof JSON\t\n", "")
	var elements int
	var bytes int64
	var sum share
	for _, k := range kind.All() {
		list := elementsOf(a, k)
		printKind(w, k, len(list), jsonBytes(list), s.kinds[k])
		elements += len(list)
		bytes += jsonBytes(list)
		sum.raw += s.kinds[k].raw
		sum.series += s.kinds[k].series
	}
	printKind(w, "ALL", elements, bytes, sum)
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "Of %.2f MB of JSON, samples and raw payloads together are %s\n", mega(bytes), percent(sum.raw+sum.series, bytes))
	return nil
}

func printKind(w io.Writer, name string, elements int, bytes int64, s share) {
	fmt.Fprintf(w, "%-32s\t%d\t%.1f\t%.1f\t%s\t%.1f\t%s\t\n", name, elements, kilo(bytes),
		kilo(s.raw), percent(s.raw, bytes), kilo(s.series), percent(s.series, bytes))
}

func kilo(bytes int64) float64 { return float64(bytes) / 1e3 }

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }

// percent returns how much of whole part is; nothing of nothing is a dash.
func percent(part, whole int64) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(part)/float64(whole))
}
