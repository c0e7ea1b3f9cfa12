// Package ingest turns Polar's records into polarflow's rows. What comes by sync and what is imported ends in
// the same rows by the same mappings: one file for each entity.
//
// Every element is kept raw beside the row that was derived from it. An element whose content, and whose
// surroundings (the offset that was inferred for it), have not changed is skipped by hash. An element that
// cannot be read is quarantined, and the rest of its batch is stored.
package ingest

import (
	"context"
	"time"

	"polarflow/database"
	"polarflow/ent"
	"polarflow/ent/kind"
	"polarflow/polar"
)

// Writer stores records.
type Writer struct {
	DB *database.DB
	// Now is the clock that updated_at and the raw revisions are dated by.
	Now func() time.Time
	// Guard is called inside each writing transaction after its records, in those too that write a batch element by
	// element: an error undoes what the transaction wrote. It may be nil.
	Guard func(ctx context.Context, tx *ent.Tx) error
	// Changed is called inside each transaction that changes records, when they are in: what follows from the change is
	// written there too, or not at all. It may be nil.
	Changed func(ctx context.Context, tx *ent.Tx, c Change) error
	// After is called inside the transaction that ends the writing of a batch, one without any change too: what has to
	// follow it is written there too, or not at all. It may be nil.
	After func(ctx context.Context, tx *ent.Tx, w Written) error
}

// guard calls Guard if there is one.
func (w *Writer) guard(ctx context.Context, tx *ent.Tx) error {
	if w.Guard == nil {
		return nil
	}
	return w.Guard(ctx, tx)
}

// changed calls Changed if there is one.
func (w *Writer) changed(ctx context.Context, tx *ent.Tx, c Change) error {
	if w.Changed == nil {
		return nil
	}
	return w.Changed(ctx, tx, c)
}

// Person is whose records are written.
type Person struct {
	ID int
	// Home is the zone in which the person lives: the last resort where Polar gives no offset.
	Home *time.Location
}

// Change is which records one transaction changed: all of one kind.
type Change struct {
	UserID int
	Kind   kind.Kind
	// From is the first of their dates, before and after the change; empty for a kind without dates.
	From string
}

// Written is what became of one batch.
type Written struct {
	UserID int
	Kind   kind.Kind
	Tally  Tally
}

// Tally counts what became of the elements of a batch.
type Tally struct {
	Created     int // records that were not there
	Updated     int // records whose content changed
	Unchanged   int // records that were there already, just like that
	Quarantined int // elements that could not be read
}

// Add returns the sum of two tallies.
func (t Tally) Add(u Tally) Tally {
	return Tally{
		Created: t.Created + u.Created, Updated: t.Updated + u.Updated,
		Unchanged: t.Unchanged + u.Unchanged, Quarantined: t.Quarantined + u.Quarantined,
	}
}

// Sleeps stores nights.
func (w *Writer) Sleeps(ctx context.Context, p Person, b polar.Batch[polar.Sleep]) (Tally, error) {
	return write(ctx, w, p, sleeps, b)
}

// NightlyRecharges stores Nightly Recharge results. Their samples are dated by the nights, so those are
// stored first.
func (w *Writer) NightlyRecharges(ctx context.Context, p Person, b polar.Batch[polar.NightlyRecharge]) (Tally, error) {
	return write(ctx, w, p, recharges, b)
}

// Exercises stores training sessions with their samples, zones and routes.
func (w *Writer) Exercises(ctx context.Context, p Person, b polar.Batch[polar.Exercise]) (Tally, error) {
	return write(ctx, w, p, exercises, b)
}

// Activities stores days of activity with their steps and zones.
func (w *Writer) Activities(ctx context.Context, p Person, b polar.Batch[polar.Activity]) (Tally, error) {
	return write(ctx, w, p, activities, b)
}

// CardioLoads stores days of cardio load.
func (w *Writer) CardioLoads(ctx context.Context, p Person, b polar.Batch[polar.CardioLoad]) (Tally, error) {
	return write(ctx, w, p, cardioLoads, b)
}

// ContinuousHeartRates stores days of heart rate.
func (w *Writer) ContinuousHeartRates(ctx context.Context, p Person, b polar.Batch[polar.ContinuousHeartRate]) (Tally, error) {
	return write(ctx, w, p, heartRates, b)
}

// Alertness stores SleepWise alertness periods.
func (w *Writer) Alertness(ctx context.Context, p Person, b polar.Batch[polar.Alertness]) (Tally, error) {
	return write(ctx, w, p, alertnessPeriods, b)
}

// CircadianBedtimes stores SleepWise circadian bedtimes.
func (w *Writer) CircadianBedtimes(ctx context.Context, p Person, b polar.Batch[polar.CircadianBedtime]) (Tally, error) {
	return write(ctx, w, p, bedtimes, b)
}

// Spo2Tests stores blood oxygen tests.
func (w *Writer) Spo2Tests(ctx context.Context, p Person, b polar.Batch[polar.Spo2Test]) (Tally, error) {
	return write(ctx, w, p, spo2Tests, b)
}

// ECGTests stores electrocardiograms.
func (w *Writer) ECGTests(ctx context.Context, p Person, b polar.Batch[polar.ECGTest]) (Tally, error) {
	return write(ctx, w, p, ecgTests, b)
}

// BodyTemperatures stores periods of temperature measurement.
func (w *Writer) BodyTemperatures(ctx context.Context, p Person, b polar.Batch[polar.BodyTemperature]) (Tally, error) {
	return write(ctx, w, p, bodyTemperatures, b)
}

// SkinTemperatures stores the skin temperatures of nights.
func (w *Writer) SkinTemperatures(ctx context.Context, p Person, b polar.Batch[polar.SkinTemperature]) (Tally, error) {
	return write(ctx, w, p, skinTemperatures, b)
}

// PhysicalInfo stores the person's physical settings; a state that has not been seen before is added to the
// history, since Polar keeps none.
func (w *Writer) PhysicalInfo(ctx context.Context, p Person, b polar.Batch[polar.PhysicalInfo]) (Tally, error) {
	return write(ctx, w, p, physicalInfos, b)
}
