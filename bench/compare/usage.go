package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ticks is how many units of processor time a second has in /proc.
const ticks = 100

// usage is the processor time that was used up to a moment.
type usage struct{ server, postgres time.Duration }

func (u usage) since(before usage) usage {
	return usage{u.server - before.server, u.postgres - before.postgres}
}

// usageOf returns what a server and all of this program's PostgreSQL processes have used.
func usageOf(pid int) usage {
	var u usage
	parents := map[int]int{}
	times := map[int]time.Duration{}
	found, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range found {
		id, parent, name, used := stat(path)
		parents[id] = parent
		if name == "postgres" {
			times[id] = used
		}
		if id == pid {
			u.server = used
		}
	}
	for id, used := range times {
		if parents[id] == os.Getpid() || parents[parents[id]] == os.Getpid() {
			u.postgres += used
		}
	}
	return u
}

// stat reads one process, with the time of its children that have ended; zero for one that is gone.
func stat(path string) (id, parent int, name string, used time.Duration) {
	text, _ := os.ReadFile(path)
	open, end := strings.Index(string(text), "("), strings.LastIndex(string(text), ")")
	if open < 0 || end < open {
		return 0, 0, "", 0
	}
	fields := strings.Fields(string(text[end+1:]))
	sum := 0
	for _, f := range fields[11:15] { // utime, stime, cutime, cstime
		n, _ := strconv.Atoi(f)
		sum += n
	}
	id, _ = strconv.Atoi(strings.TrimSpace(string(text[:open])))
	parent, _ = strconv.Atoi(fields[1])
	return id, parent, string(text[open+1 : end]), time.Duration(sum) * time.Second / ticks
}
