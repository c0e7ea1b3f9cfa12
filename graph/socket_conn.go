package graph

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"time"
)

// How much of a socket is buffered, in bytes. What clients say is short, and most of the time they say nothing; net/http's
// buffers are 8 KB for each.
const (
	readBuffer  = 512
	writeBuffer = 1024
)

// handover is the answer to a request that opens a socket. It hands the connection over with buffers of its own in place of
// those of net/http, and keeps hold of it.
type handover struct {
	http.ResponseWriter
	write time.Duration // how long each write may take
	conn  net.Conn      // after Hijack
}

// Hijack hands the connection over.
func (h *handover) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, was, err := http.NewResponseController(h.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	h.conn = &timedConn{conn, h.write}
	come, _ := was.Peek(was.Reader.Buffered()) // an eager client's first words
	reader := bufio.NewReaderSize(io.MultiReader(bytes.NewReader(come), h.conn), max(readBuffer, len(come)))
	_, _ = reader.Peek(len(come)) // what is in the buffer is taken over, what is behind it is not
	return h.conn, bufio.NewReadWriter(reader, bufio.NewWriterSize(h.conn, writeBuffer)), nil
}

// timedConn is a connection on which each write has some time.
type timedConn struct {
	net.Conn
	within time.Duration
}

// Write writes, or fails after that time.
func (c *timedConn) Write(p []byte) (int, error) {
	_ = c.SetWriteDeadline(time.Now().Add(c.within)) // the network's clock
	return c.Conn.Write(p)
}
