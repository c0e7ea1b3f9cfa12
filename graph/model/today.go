package model

import "polarflow/ent"

// Today is how a person is doing on one date. What is not in it is read when it is asked for.
type Today struct {
	Person *ent.User
	// Date is what was asked for, AsOf of when the results are, nil without any.
	Date string
	AsOf *string

	Headline        string
	Readiness       *Readiness
	LastNight       []*Baseline
	UnusualNight    *UnusualNight
	SleepDebt       *SleepDebt
	SleepRegularity *SleepRegularity
	TrainingLoad    *TrainingLoad
	Activity        *Baseline
	Day             *Day
}
