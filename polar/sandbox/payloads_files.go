package sandbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// mostPayloadBytes bounds one file of recorded answers.
const mostPayloadBytes = 64 << 20

// byteOrderMark is what some editors put before UTF-8 text.
const byteOrderMark = "\ufeff"

// What is no file to read.
var (
	errLinkedFolder = errors.New("a link to a folder, which is not followed")
	errIrregular    = errors.New("not a regular file")
)

// readRecordings reads every file, hidden ones included, in the order of their names. A file or an inner
// folder that cannot be read becomes one ignored recording; that the folder itself cannot is an error.
func readRecordings(fsys fs.FS) ([]*recording, error) {
	var recordings []*recording
	err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && path == ".":
			return err
		case err != nil:
			recordings = append(recordings, &recording{file: path, ignored: err.Error()})
		case !entry.IsDir():
			recordings = append(recordings, readFile(fsys, path)...)
		}
		return nil
	})
	return recordings, err
}

// readFile recognises the elements of a file. A file without any becomes one ignored recording.
func readFile(fsys fs.FS, path string) []*recording {
	ignored := func(why string) []*recording { return []*recording{{file: path, ignored: why}} }
	body, err := readBounded(fsys, path)
	if err != nil {
		return ignored(err.Error())
	}
	if len(body) == 0 {
		return ignored("an empty file")
	}
	elements, err := recordedElements(body)
	switch {
	case err != nil:
		return ignored("not the JSON of an answer")
	case len(elements) == 0:
		return ignored("an empty list")
	}
	recordings := make([]*recording, len(elements))
	for i, element := range elements {
		recordings[i] = recognise(path, element)
	}
	return recordings
}

// readBounded returns the text of a file that is not absurdly large, without white space and byte order
// mark around it. Of pipes and the like nothing is read, since they may never end.
func readBounded(fsys fs.FS, path string) ([]byte, error) {
	info, err := fs.Stat(fsys, path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errLinkedFolder
	case !info.Mode().IsRegular():
		return nil, errIrregular
	}
	file, err := fsys.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, mostPayloadBytes+1))
	if err == nil && len(body) > mostPayloadBytes {
		err = fmt.Errorf("larger than %d MiB", mostPayloadBytes>>20)
	}
	return bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(body), []byte(byteOrderMark))), err
}
