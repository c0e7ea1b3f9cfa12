// Package athlete stands between what is stored of a person and package analytics: it reads a person's records as the
// arithmetic takes them ([Load]), and keeps and reads what is said of each day.
//
// Results are stored for each day, and for each exercise what needs its samples, of one version of the methods: that
// of [analytics.Version] as soon as all of a person's days are computed with it, and the one before until then. What
// changes records says in the same transaction from which date on ([Changed]); [Recompute] computes that day and those
// after it, of each only what differs is written. What is said of a day rests on that day and those before it, so the
// days before a change stay.
//
// Results move the results_seq of the person's row, in the transaction that writes them, and so does the journal:
// what was answered from a person's row, records and results holds as long as that row is the same. They are no
// records: the change feed does not have them, and their change is announced to nobody.
//
// The journal is read by what is worked out as of a day (correlations, forecasts). No daily result rests on it, so
// an entry has nothing computed anew.
package athlete
