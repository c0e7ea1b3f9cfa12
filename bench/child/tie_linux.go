package child

import (
	"os/exec"
	"syscall"
)

// Tie has the kernel end the child when this process dies, however it dies. The child is not started yet.
func Tie(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
