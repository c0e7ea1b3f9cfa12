package main

// heap hands out what was put in, the first one first.
type heap[T any] struct {
	items  []T
	before func(a, b *T) bool
}

func (h *heap[T]) put(item T) {
	h.items = append(h.items, item)
	at := len(h.items) - 1
	for at > 0 {
		up := (at - 1) / 2
		if !h.before(&h.items[at], &h.items[up]) {
			return
		}
		h.items[at], h.items[up] = h.items[up], h.items[at]
		at = up
	}
}

// first returns the first item, and nil when there is none.
func (h *heap[T]) first() *T {
	if len(h.items) == 0 {
		return nil
	}
	return &h.items[0]
}

// take removes the first item of a heap that is not empty.
func (h *heap[T]) take() T {
	first, last := h.items[0], len(h.items)-1
	h.items[0] = h.items[last]
	h.items = h.items[:last]
	for at := 0; ; {
		next := at
		for child := 2*at + 1; child <= 2*at+2 && child < last; child++ {
			if h.before(&h.items[child], &h.items[next]) {
				next = child
			}
		}
		if next == at {
			return first
		}
		h.items[at], h.items[next] = h.items[next], h.items[at]
		at = next
	}
}
