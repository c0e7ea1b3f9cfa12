package series

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
)

// MaxPoints is the largest number of points the codec accepts: 24 days at one
// sample a second. It bounds what Decode allocates for bytes it cannot trust.
const MaxPoints = 1 << 21

// An encoded series is
//
//	magic, version, container   one byte each
//	payload                     as it is, or one zstd frame
//	checksum                    CRC-32C of all bytes before it, little endian
//
// The checksum is there because the bytes are kept for years: a damaged column
// has to be an error and never a plausible heart rate.
const (
	magic        = 'S'
	version      = 1
	headerSize   = 3
	checksumSize = 4
)

// The containers of a payload.
const (
	containerStored = iota
	containerZstd
)

// ErrVersion is in the chain of Decode's error for bytes that a later version
// of the program wrote.
var ErrVersion = errors.New("unknown version")

// ErrCorrupt is in the chain of Decode's error for bytes that are truncated or
// damaged, or never were a series.
var ErrCorrupt = errors.New("corrupt bytes")

// Encode returns the series as bytes that Decode turns back into the same
// offsets and, bit for bit, the same values; all NaN values become the one gap.
// The same series always gives the same bytes. It is an error when the two
// columns differ in length or hold more than MaxPoints.
func Encode(s Series) ([]byte, error) {
	if len(s.Offsets) != len(s.Values) {
		return nil, fmt.Errorf("encode series: %d offsets for %d values", len(s.Offsets), len(s.Values))
	}
	if len(s.Offsets) > MaxPoints {
		return nil, fmt.Errorf("encode series: %d points, at most %d are kept", len(s.Offsets), MaxPoints)
	}
	payload := appendPayload(nil, s)
	container, payload, err := pack(payload)
	if err != nil {
		return nil, fmt.Errorf("encode series: %w", err)
	}
	return seal(container, payload), nil
}

// Decode returns the series that Encode was given. Bytes that Encode did not
// write give an error around ErrVersion or ErrCorrupt; they never make it panic
// or allocate more than a series of MaxPoints needs.
func Decode(data []byte) (Series, error) {
	container, payload, err := open(data)
	if err != nil {
		return Series{}, fmt.Errorf("decode series: %w", err)
	}
	payload, err = unpack(container, payload)
	if err != nil {
		return Series{}, fmt.Errorf("decode series: %w", err)
	}
	s, err := parsePayload(payload)
	if err != nil {
		return Series{}, fmt.Errorf("decode series: %w", err)
	}
	return s, nil
}

// seal puts the header before the payload and the checksum after it.
func seal(container byte, payload []byte) []byte {
	out := make([]byte, 0, headerSize+len(payload)+checksumSize)
	out = append(out, magic, version, container)
	out = append(out, payload...)
	return binary.LittleEndian.AppendUint32(out, checksum(out))
}

// open undoes seal. The version is looked at before the checksum, because a
// later version may end in something else.
func open(data []byte) (container byte, payload []byte, err error) {
	if len(data) < 2 || data[0] != magic {
		return 0, nil, fmt.Errorf("%w: not a series", ErrCorrupt)
	}
	if data[1] != version {
		return 0, nil, fmt.Errorf("%w %d, this program reads %d", ErrVersion, data[1], version)
	}
	end := len(data) - checksumSize
	if end < headerSize {
		return 0, nil, fmt.Errorf("%w: %d bytes are too few", ErrCorrupt, len(data))
	}
	if binary.LittleEndian.Uint32(data[end:]) != checksum(data[:end]) {
		return 0, nil, fmt.Errorf("%w: checksum differs", ErrCorrupt)
	}
	return data[2], data[headerSize:end], nil
}

// checksum returns the CRC-32C of data.
func checksum(data []byte) uint32 {
	return crc32.Checksum(data, crc32.MakeTable(crc32.Castagnoli))
}
