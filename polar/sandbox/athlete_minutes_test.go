package sandbox

import "testing"

// mostOff is how many seconds a stage of a recorded hypnogram differs from its total.
const mostOff = 120

// hypnogramSeconds adds up the stages of a hypnogram, cut to the night: the first begins with it, and
// the wake that closes it lasts until its end.
func hypnogramSeconds(t *testing.T, s athleteSleep) (seconds [6]int) {
	t.Helper()
	entries := clockEntries(t, s.Hypnogram)
	inBed := int(s.End.Sub(s.Start).Seconds())
	begin := s.Start.Hour()*3600 + s.Start.Minute()*60 + s.Start.Second()
	for i, e := range entries {
		from, to := max(0, e.minute*60-begin), inBed
		if i+1 < len(entries) {
			to = entries[i+1].minute*60 - begin
		}
		seconds[int(e.value)] += to - from
	}
	return seconds
}

func TestAthleteHypnogramsAgreeWithTotals(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		records := madeAthlete(t, AthleteOptions{Seed: seed, Today: "2026-05-14", Days: 400, UserID: 475})
		for _, r := range ofKind(records, KindSleep) {
			s := decodedAthlete[athleteSleep](t, r)
			totals := [6]int{
				stageWake: s.Interrupted, stageREM: s.REM, stageLight: s.Light, stageDeep: s.Deep, stageUnknown: s.Unrecognized,
			}
			for stage, sum := range hypnogramSeconds(t, s) {
				if off := sum - totals[stage]; off < -mostOff || off > mostOff {
					t.Errorf("seed %d, %s: stage %d of the hypnogram is %d s, %d s off its total", seed, s.Date, stage, sum, off)
				}
			}
		}
	}
}
