package dbtest

import "syscall"

// setDeathSignal has the kernel end the server when the test process dies, however it dies.
func setDeathSignal(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
