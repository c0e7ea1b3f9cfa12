//go:build !linux

package dbtest

import "syscall"

// setDeathSignal does nothing where the kernel has no such thing: Run stops the server.
func setDeathSignal(*syscall.SysProcAttr) {}
