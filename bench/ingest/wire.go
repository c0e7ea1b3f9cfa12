package main

import (
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// wire is a transport that counts the bytes of the answers' bodies and notes when it was used first.
type wire struct {
	http.Transport
	received atomic.Int64
	first    atomic.Pointer[time.Time]
}

// RoundTrip performs a request and notes it.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	at := time.Now()
	w.first.CompareAndSwap(nil, &at)
	res, err := w.Transport.RoundTrip(r)
	if err == nil {
		res.Body = &countedBody{ReadCloser: res.Body, count: &w.received}
	}
	return res, err
}

// reset forgets what was counted.
func (w *wire) reset() {
	w.received.Store(0)
	w.first.Store(nil)
}

// countedBody counts what is read of a body.
type countedBody struct {
	io.ReadCloser
	count *atomic.Int64
}

// Read reads from the body.
func (b *countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.count.Add(int64(n))
	return n, err
}
