package model

import "polarflow/ent"

type (
	// AlertnessPeriodConnection is a page of alertness periods.
	AlertnessPeriodConnection = Connection[ent.AlertnessPeriod]
	// AlertnessPeriodEdge is one of the alertness periods in a page.
	AlertnessPeriodEdge = Edge[ent.AlertnessPeriod]

	// AuditEventConnection is a page of the audit trail.
	AuditEventConnection = Connection[ent.AuditEvent]
	// AuditEventEdge is one of the events in a page.
	AuditEventEdge = Edge[ent.AuditEvent]

	// BodyTemperatureConnection is a page of temperature measurements.
	BodyTemperatureConnection = Connection[ent.BodyTemperature]
	// BodyTemperatureEdge is one of the temperature measurements in a page.
	BodyTemperatureEdge = Edge[ent.BodyTemperature]

	// CardioLoadConnection is a page of load status records.
	CardioLoadConnection = Connection[ent.CardioLoad]
	// CardioLoadEdge is one of the load status records in a page.
	CardioLoadEdge = Edge[ent.CardioLoad]

	// CircadianBedtimeConnection is a page of bedtime estimates.
	CircadianBedtimeConnection = Connection[ent.CircadianBedtime]
	// CircadianBedtimeEdge is one of the bedtime estimates in a page.
	CircadianBedtimeEdge = Edge[ent.CircadianBedtime]

	// ContinuousHeartRateConnection is a page of daily heart rates.
	ContinuousHeartRateConnection = Connection[ent.ContinuousHeartRate]
	// ContinuousHeartRateEdge is one of the daily heart rates in a page.
	ContinuousHeartRateEdge = Edge[ent.ContinuousHeartRate]

	// DailyActivityConnection is a page of daily activities.
	DailyActivityConnection = Connection[ent.DailyActivity]
	// DailyActivityEdge is one of the daily activities in a page.
	DailyActivityEdge = Edge[ent.DailyActivity]

	// EcgTestConnection is a page of electrocardiograms.
	EcgTestConnection = Connection[ent.EcgTest]
	// EcgTestEdge is one of the electrocardiograms in a page.
	EcgTestEdge = Edge[ent.EcgTest]

	// ExerciseConnection is a page of training sessions.
	ExerciseConnection = Connection[ent.Exercise]
	// ExerciseEdge is one of the training sessions in a page.
	ExerciseEdge = Edge[ent.Exercise]

	// JournalEntryConnection is a page of a journal.
	JournalEntryConnection = Connection[ent.JournalEntry]
	// JournalEntryEdge is one of the entries in a page.
	JournalEntryEdge = Edge[ent.JournalEntry]

	// NightlyRechargeConnection is a page of recoveries.
	NightlyRechargeConnection = Connection[ent.NightlyRecharge]
	// NightlyRechargeEdge is one of the recoveries in a page.
	NightlyRechargeEdge = Edge[ent.NightlyRecharge]

	// PhysicalInfoConnection is a page of states of the physical settings.
	PhysicalInfoConnection = Connection[ent.PhysicalInfo]
	// PhysicalInfoEdge is one of the states of the physical settings in a page.
	PhysicalInfoEdge = Edge[ent.PhysicalInfo]

	// SkinTemperatureConnection is a page of skin temperatures.
	SkinTemperatureConnection = Connection[ent.SkinTemperature]
	// SkinTemperatureEdge is one of the skin temperatures in a page.
	SkinTemperatureEdge = Edge[ent.SkinTemperature]

	// SleepConnection is a page of nights.
	SleepConnection = Connection[ent.Sleep]
	// SleepEdge is one of the nights in a page.
	SleepEdge = Edge[ent.Sleep]

	// Spo2TestConnection is a page of blood oxygen tests.
	Spo2TestConnection = Connection[ent.Spo2Test]
	// Spo2TestEdge is one of the blood oxygen tests in a page.
	Spo2TestEdge = Edge[ent.Spo2Test]

	// SyncRunConnection is a page of syncs.
	SyncRunConnection = Connection[ent.SyncRun]
	// SyncRunEdge is one of the syncs in a page.
	SyncRunEdge = Edge[ent.SyncRun]

	// UserConnection is a page of people.
	UserConnection = Connection[ent.User]
	// UserEdge is one of the people in a page.
	UserEdge = Edge[ent.User]
)
