// Package graph is the GraphQL API: the schema, its resolvers over the database, and the handler that serves
// it over HTTP and WebSocket.
package graph

//go:generate go tool gqlgen generate
