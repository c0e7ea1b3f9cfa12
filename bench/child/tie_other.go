//go:build !linux

package child

import "os/exec"

// Tie does nothing where the kernel has no such thing: who starts a child ends it.
func Tie(*exec.Cmd) {}
