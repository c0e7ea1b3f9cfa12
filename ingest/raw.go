package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"

	"github.com/klauspost/compress/zstd"
)

// The encoder and the decoder are safe for concurrent use of EncodeAll and DecodeAll, and expensive to make.
var (
	compressor, _   = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression))
	decompressor, _ = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(256<<20))
)

// compress returns an element as it is stored.
func compress(raw []byte) []byte { return compressor.EncodeAll(raw, nil) }

// Decompress returns the exact bytes of a stored element.
func Decompress(body []byte) ([]byte, error) { return decompressor.DecodeAll(body, nil) }

// rawHash identifies an element by its content; white space between its tokens does not count.
func rawHash(raw json.RawMessage) []byte {
	sum := sha256.Sum256(compact(raw))
	return sum[:]
}

// sourceHash identifies what a record is derived from: its element and its surroundings.
func sourceHash(rawHash []byte, context string) []byte {
	h := sha256.New()
	h.Write(rawHash)
	h.Write([]byte(context))
	return h.Sum(nil)
}

func compact(raw json.RawMessage) []byte {
	var out bytes.Buffer
	if json.Compact(&out, raw) != nil {
		return raw
	}
	return out.Bytes()
}
