package analytics

import "math"

// RunningCost returns the energy cost of running on a grade (rise over run) relative to the flat, by Minetti's
// polynomial (Minetti and others, 2002): C = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6 J/kg/m. Grades
// beyond 30 % count as 30 %. Below about -10 % it makes descents too cheap.
func RunningCost(grade float64) float64 {
	i := min(max(grade, -0.3), 0.3)
	return (((((155.4*i-30.4)*i-43.3)*i+46.3)*i+19.5)*i + 3.6) / 3.6
}

// gradeExponent turns the ratio of costs into one of speeds. Runalyze's; 1 would be equal energy.
const gradeExponent = 0.83

// GradeFactor returns by how much a speed on a grade has to be multiplied to be the speed of equal effort on the
// flat.
func GradeFactor(grade float64) float64 { return math.Pow(RunningCost(grade), gradeExponent) }

// gradeSpan is over how many metres a grade is taken: barometers and maps are too rough for less.
const gradeSpan = 30

// GradeAdjusted returns the distance on the flat that would have taken the same effort, in m, cumulative for each
// sample, of a cumulative distance and altitudes in m. A gap in either takes the last reading.
func GradeAdjusted(distance, altitude []float64) []float64 {
	n := min(len(distance), len(altitude))
	distance, altitude = filled(distance[:n]), filled(altitude[:n])
	adjusted := make([]float64, n)
	behind, ahead := 0, 0
	for i := 1; i < n; i++ {
		for behind+1 < i && distance[i]-distance[behind+1] >= gradeSpan/2 {
			behind++
		}
		for ahead < n-1 && (ahead < i || distance[ahead]-distance[i] < gradeSpan/2) {
			ahead++
		}
		run, grade := distance[ahead]-distance[behind], 0.0
		if run >= gradeSpan/2 {
			grade = (altitude[ahead] - altitude[behind]) / run
		}
		adjusted[i] = adjusted[i-1] + max(distance[i]-distance[i-1], 0)*GradeFactor(grade)
	}
	return adjusted
}

// filled returns the readings with each gap closed by the last reading, or at the start by the first.
func filled(readings []float64) []float64 {
	list := make([]float64, len(readings))
	last := 0.0
	for _, x := range readings {
		if !isMissing(x) {
			last = x
			break
		}
	}
	for i, x := range readings {
		if !isMissing(x) {
			last = x
		}
		list[i] = last
	}
	return list
}
