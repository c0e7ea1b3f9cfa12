// Package ent reads and writes polarflow's tables. It is generated from ent/schema.
package ent

//go:generate go tool ent generate --feature intercept,sql/upsert,sql/modifier,sql/execquery,sql/versioned-migration --template ./template ./schema
