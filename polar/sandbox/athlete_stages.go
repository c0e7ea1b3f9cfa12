package sandbox

import "math/rand/v2"

// Stages of a hypnogram as Polar numbers them. The lightest sleep (2) is not in use on the athlete's
// watch.
const (
	stageWake    = 0
	stageREM     = 1
	stageLight   = 3
	stageDeep    = 4
	stageUnknown = 5
)

// hypnogram draws a stage for every epoch of a night with so many epochs of sleep, and counts the sleep
// cycles. Deep sleep is long in the first cycles, REM sleep in the last ones; the night begins and ends
// asleep.
func (b nightBody) hypnogram(asleep int, r *rand.Rand) (stages []uint8, cycles int) {
	deep := [...]float64{34, 24, 14, 6, 3, 2}
	rem := [...]float64{11, 19, 25, 29, 30, 30}
	depth := 1 - 0.35*b.illness - 0.05*max(0, b.fatigue)
	if b.bad {
		depth -= 0.25
	}
	for left := asleep; left > 0; cycles++ {
		c := min(cycles, len(deep)-1)
		for _, part := range []struct {
			stage   uint8
			minutes float64
		}{
			{stageLight, 16}, {stageDeep, deep[c] * depth}, {stageLight, 20}, {stageREM, rem[c] * depth}, {stageLight, 8},
		} {
			epochs := min(left, int(part.minutes*around(r, 1, 0.2)*60/epochSeconds))
			stages = b.interrupted(stages, part.stage, epochs, r)
			left -= epochs
		}
	}
	for stages[len(stages)-1] == stageWake {
		stages = stages[:len(stages)-1]
	}
	lost(stages, r)
	return stages, cycles
}

// interrupted appends epochs of a stage, and between those of light sleep now and then some wake.
func (b nightBody) interrupted(stages []uint8, stage uint8, epochs int, r *rand.Rand) []uint8 {
	unrest := 1 + b.illness + 0.2*max(0, b.fatigue)
	if b.bad {
		unrest += 0.6
	}
	for range epochs {
		stages = append(stages, stage)
		if stage != stageLight {
			continue
		}
		for range wakeEpochs(unrest, r) {
			stages = append(stages, stageWake)
		}
	}
	return stages
}

// wakeEpochs is how long the sleeper wakes up: mostly not at all, often a minute, seldom longer.
func wakeEpochs(unrest float64, r *rand.Rand) int {
	switch luck := r.Float64() / unrest; {
	case luck < 0.005:
		return between(r, 3, 12)
	case luck < 0.035:
		return between(r, 1, 2)
	}
	return 0
}

// lost makes part of a night in thirty unrecognisable, as when the watch sits too loose.
func lost(stages []uint8, r *rand.Rand) {
	if !chance(r, 1.0/30) {
		return
	}
	from := len(stages) / 3
	for i := range between(r, 10, 40) {
		stages[from+i] = stageUnknown
	}
}
