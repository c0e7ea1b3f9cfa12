// Package child is about the servers that benchmarks start beside themselves.
package child

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Memory returns how much of a process is in memory (VmRSS), in MB; 0 where there is no /proc.
func Memory(pid int) float64 {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	kb, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, _ := strconv.ParseFloat(kb, 64)
	return n / 1024
}
