package model

// Engine is how the sync engine stands; each of its fields has a resolver.
type Engine struct{}
