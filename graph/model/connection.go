package model

import (
	"context"

	"polarflow/ent"
)

// Connection is one page of a list in the shape that Relay gave it.
type Connection[T any] struct {
	// Edges are the elements of the page in the order of the list.
	Edges []*Edge[T]
	// PageInfo says where the page lies in the list.
	PageInfo *PageInfo
	// Count returns how many elements the whole list has; it is called only when somebody asks.
	Count func(context.Context) (int, error)
}

// Edge is one element of a page and its position in the list.
type Edge[T any] struct {
	Cursor string
	Node   *T
}

// PageInfo says where a page lies in its list. The cursors are nil on an empty page.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

// Nodes returns the elements without their cursors.
func (c *Connection[T]) Nodes() []*T {
	nodes := make([]*T, len(c.Edges))
	for i, e := range c.Edges {
		nodes[i] = e.Node
	}
	return nodes
}

// TotalCount returns how many elements the whole list has.
func (c *Connection[T]) TotalCount(ctx context.Context) (int, error) { return c.Count(ctx) }

// The connections of the schema and their edges.
type (
	AlertnessPeriodConnection     = Connection[ent.AlertnessPeriod]
	AlertnessPeriodEdge           = Edge[ent.AlertnessPeriod]
	BodyTemperatureConnection     = Connection[ent.BodyTemperature]
	BodyTemperatureEdge           = Edge[ent.BodyTemperature]
	CardioLoadConnection          = Connection[ent.CardioLoad]
	CardioLoadEdge                = Edge[ent.CardioLoad]
	CircadianBedtimeConnection    = Connection[ent.CircadianBedtime]
	CircadianBedtimeEdge          = Edge[ent.CircadianBedtime]
	ContinuousHeartRateConnection = Connection[ent.ContinuousHeartRate]
	ContinuousHeartRateEdge       = Edge[ent.ContinuousHeartRate]
	DailyActivityConnection       = Connection[ent.DailyActivity]
	DailyActivityEdge             = Edge[ent.DailyActivity]
	EcgTestConnection             = Connection[ent.EcgTest]
	EcgTestEdge                   = Edge[ent.EcgTest]
	ExerciseConnection            = Connection[ent.Exercise]
	ExerciseEdge                  = Edge[ent.Exercise]
	NightlyRechargeConnection     = Connection[ent.NightlyRecharge]
	NightlyRechargeEdge           = Edge[ent.NightlyRecharge]
	PhysicalInfoConnection        = Connection[ent.PhysicalInfo]
	PhysicalInfoEdge              = Edge[ent.PhysicalInfo]
	SkinTemperatureConnection     = Connection[ent.SkinTemperature]
	SkinTemperatureEdge           = Edge[ent.SkinTemperature]
	SleepConnection               = Connection[ent.Sleep]
	SleepEdge                     = Edge[ent.Sleep]
	Spo2TestConnection            = Connection[ent.Spo2Test]
	Spo2TestEdge                  = Edge[ent.Spo2Test]
	SyncRunConnection             = Connection[ent.SyncRun]
	SyncRunEdge                   = Edge[ent.SyncRun]
	UserConnection                = Connection[ent.User]
	UserEdge                      = Edge[ent.User]
)
