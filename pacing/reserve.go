package pacing

// Reserved returns the requests of the window that scheduled and spare work leave to the button, to first
// connects and to webhooks; 0 while Polar has not told the limit.
func (w Window) Reserved() int { return w.Limit - int(scheduledShare*float64(w.Limit)) }
