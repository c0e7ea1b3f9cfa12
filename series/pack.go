package series

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// maxPayload bounds a decompressed payload in bytes. The largest that Encode
// writes is 22 bytes for each of MaxPoints (an offset with its run 11, a gap
// run 2, a value 9), so a frame that grows beyond this is not ours.
const maxPayload = 32 * MaxPoints

// compressor returns the one zstd encoder of the program; its EncodeAll may be
// called concurrently. It is made when first needed, and it writes no checksum
// because seal does.
var compressor = sync.OnceValues(func() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil,
		zstd.WithEncoderConcurrency(1),
		zstd.WithEncoderCRC(false),
		zstd.WithLowerEncoderMem(true))
})

// decompressor returns the one zstd decoder of the program; its DecodeAll may
// be called concurrently.
var decompressor = sync.OnceValues(func() (*zstd.Decoder, error) {
	return zstd.NewReader(nil,
		zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxMemory(maxPayload))
})

// pack compresses the payload and returns it with its container, or leaves it
// as it is when compression does not make it smaller.
func pack(payload []byte) (container byte, packed []byte, err error) {
	encoder, err := compressor()
	if err != nil {
		return 0, nil, fmt.Errorf("start zstd: %w", err)
	}
	frame := encoder.EncodeAll(payload, nil)
	if len(frame) >= len(payload) {
		return containerStored, payload, nil
	}
	return containerZstd, frame, nil
}

// unpack undoes pack.
func unpack(container byte, packed []byte) ([]byte, error) {
	switch container {
	case containerStored:
		return packed, nil
	case containerZstd:
		decoder, err := decompressor()
		if err != nil {
			return nil, fmt.Errorf("start zstd: %w", err)
		}
		payload, err := decoder.DecodeAll(packed, nil)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
		}
		return payload, nil
	}
	return nil, fmt.Errorf("%w: container %d", ErrCorrupt, container)
}
