package sandbox

// The keys of a hypnogram are minutes and its epochs half minutes, so that of the two epochs of a minute
// only the stage of the later one is seen. A stage's sum is off its total by half a minute for every
// epoch that it has more, or less, among those that are seen.

// surplus says by how many seconds the sum of each stage in the hypnogram exceeds its total: because of
// the epochs that are seen, and because the first minute is cut at the beginning of the night and the
// closing wake lasts until its end.
func (n *athleteNight) surplus() (seconds [stageUnknown + 1]int) {
	for i, stage := range n.stages {
		seconds[stage] += n.seen(i) * epochSeconds
	}
	seconds[n.stages[0]] -= mod(n.clock(0), 60)
	seconds[stageWake] += mod(n.clock(len(n.stages)), 60)
	return seconds
}

// seen is 1 for the later epoch of a minute on the watch and -1 for the earlier one.
func (n *athleteNight) seen(epoch int) int {
	if mod(n.clock(epoch), 60) >= epochSeconds {
		return 1
	}
	return -1
}

// evenOut moves stages by one epoch until no sum of the hypnogram is further off its total than in a
// recorded one, two minutes. No total and no number of interruptions changes by it.
func (n *athleteNight) evenOut() {
	surplus := n.surplus()
	for moved := true; moved; {
		moved = false
		for from := 2; from < len(n.stages); {
			to := n.runEnd(from)
			if n.movable(from, to) && n.gains(surplus, from) {
				n.moveEarlier(from, to, &surplus)
				moved = true
			}
			from = to
		}
	}
}

// runEnd is the epoch in which the stage of another one has ended.
func (n *athleteNight) runEnd(from int) int {
	to := from + 1
	for to < len(n.stages) && n.stages[to] == n.stages[from] {
		to++
	}
	return to
}

// movable says whether a run of a stage changes the surplus, which takes an odd number of epochs, and
// can begin one epoch earlier without meeting another run than the light sleep before it.
func (n *athleteNight) movable(from, to int) bool {
	return n.stages[from] != stageLight && (to-from)%2 == 1 &&
		n.stages[from-1] == stageLight && n.stages[from-2] == stageLight
}

// gains says whether moving a run would make the surplus of its stage and that of light sleep smaller
// together, as a sum of squares. The move takes two epochs from the one and gives them to the other.
func (n *athleteNight) gains(surplus [stageUnknown + 1]int, from int) bool {
	return n.seen(from)*(surplus[n.stages[from]]-surplus[stageLight]) > 2*epochSeconds
}

// moveEarlier lets a run begin and end one epoch earlier, in exchange for one of light sleep.
func (n *athleteNight) moveEarlier(from, to int, surplus *[stageUnknown + 1]int) {
	stage, taken := n.stages[from], 2*epochSeconds*n.seen(from)
	surplus[stage] -= taken
	surplus[stageLight] += taken
	n.stages[from-1], n.stages[to-1] = stage, stageLight
}
