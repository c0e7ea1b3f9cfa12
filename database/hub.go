package database

import "sync"

// notice is one announcement on its way. Those of polarflow have no payload; River's have.
type notice struct{ topic, payload string }

// hub passes announcements on to those in this process who listen. It never waits for any of them.
type hub struct {
	mu    sync.Mutex
	ears  map[string]map[chan struct{}]struct{} // by topic
	river map[*riverListener]struct{}
}

func newHub() *hub {
	return &hub{ears: make(map[string]map[chan struct{}]struct{}), river: make(map[*riverListener]struct{})}
}

// listen returns a channel that is poked after each announcement of the topic, until stop is called.
func (h *hub) listen(topic string) (ear <-chan struct{}, stop func()) {
	own := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ears[topic] == nil {
		h.ears[topic] = make(map[chan struct{}]struct{})
	}
	h.ears[topic][own] = struct{}{}
	return own, func() { h.forget(topic, own) }
}

func (h *hub) forget(topic string, ear chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.ears[topic], ear)
	if len(h.ears[topic]) == 0 {
		delete(h.ears, topic)
	}
}

// deliver passes one announcement on.
func (h *hub) deliver(n notice) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ear := range h.ears[n.topic] {
		poke(ear)
	}
	for l := range h.river {
		l.hear(n)
	}
}

// pokeAll has everybody look who listens to any topic: announcements may have been missed.
func (h *hub) pokeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, ears := range h.ears {
		for ear := range ears {
			poke(ear)
		}
	}
}

// poke leaves a mark in the channel; one mark stands for any number of announcements.
func poke(ear chan struct{}) {
	select {
	case ear <- struct{}{}:
	default:
	}
}

// attach and detach begin and end the delivery to a listener of River.
func (h *hub) attach(l *riverListener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.river[l] = struct{}{}
}

func (h *hub) detach(l *riverListener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.river, l)
}
