// Package model holds the objects of the GraphQL schema that are not rows of the database, the scalars, and
// the global ids. The rest of it is generated from the schema.
package model

// Node is anything that has a global id: a row of ent, or a Day.
type Node any

// Record is a row of a kind that Polar delivers with a date.
type Record any
