package model

import "context"

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
