package main

import "syscall"

// setDeathSignal has the kernel end the server when this process dies, however it dies.
func setDeathSignal(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
