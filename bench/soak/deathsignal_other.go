//go:build !linux

package main

import "syscall"

// setDeathSignal does nothing where the kernel has no such thing: stop ends the server.
func setDeathSignal(*syscall.SysProcAttr) {}
