package analytics

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// ridge is a linear model of standardised features whose weights are held small (Hoerl and Kennard, 1970). A feature
// that is missing counts as its mean.
type ridge struct {
	mean, spread []float64 // of each feature
	weights      []float64
	level        float64 // mean of the target
}

// equations are the normal equations of a set of rows, from which models of any penalty follow.
type equations struct {
	ridge
	xx *mat.SymDense
	xy *mat.VecDense
}

// normalEquations returns the equations of rows of features and their targets, of which there is at least one.
func normalEquations(rows [][]float64, targets []float64) equations {
	k := len(rows[0])
	e := equations{xx: mat.NewSymDense(k, nil), xy: mat.NewVecDense(k, nil)}
	e.level = stat.Mean(targets, nil)
	e.mean, e.spread = make([]float64, k), make([]float64, k)
	var column []float64
	for j := range k {
		column = column[:0]
		for _, row := range rows {
			if !isMissing(row[j]) {
				column = append(column, row[j])
			}
		}
		if len(column) > 0 {
			e.mean[j], e.spread[j] = stat.PopMeanStdDev(column, nil)
		}
	}
	xx, xy := make([]float64, k*k), make([]float64, k)
	scaled := make([]float64, k)
	for i, row := range rows {
		e.scale(row, scaled)
		for a, x := range scaled {
			xy[a] += x * (targets[i] - e.level)
			for b := a; b < k; b++ {
				xx[a*k+b] += x * scaled[b]
			}
		}
	}
	for a := range k {
		e.xy.SetVec(a, xy[a])
		for b := a; b < k; b++ {
			e.xx.SetSym(a, b, xx[a*k+b])
		}
	}
	return e
}

// scale writes the standardised features of a row.
func (m ridge) scale(row, into []float64) {
	for j, x := range row {
		into[j] = 0
		if !isMissing(x) && m.spread[j] > 1e-12 {
			into[j] = (x - m.mean[j]) / m.spread[j]
		}
	}
}

// model returns the model of a penalty above 0.
func (e equations) model(penalty float64) ridge {
	k := e.xy.Len()
	penalised := mat.NewSymDense(k, nil)
	penalised.CopySym(e.xx)
	for j := range k {
		penalised.SetSym(j, j, penalised.At(j, j)+penalty)
	}
	m := e.ridge
	m.weights = make([]float64, k)
	var cholesky mat.Cholesky
	solution := mat.NewVecDense(k, m.weights)
	if !cholesky.Factorize(penalised) || cholesky.SolveVecTo(solution, e.xy) != nil {
		clear(m.weights) // not of a matrix that is positive definite, as this one is
	}
	return m
}

// predict returns what the model expects of a row; scratch is as long as the row.
func (m ridge) predict(row, scratch []float64) float64 {
	m.scale(row, scratch)
	return m.level + dot(m.weights, scratch)
}

// penalties are tried for each model.
var penalties = []float64{0.3, 1, 3, 10, 30, 100, 300, 1000}

// gapRows is how many rows between those that a penalty is chosen on and those before are left out, so that features
// that reach back do not tell.
const gapRows = 3

// fitRidge returns the model whose penalty did best on the last quarter of the rows, fitted to all. The rows are in
// the order of their days, at least 12.
func fitRidge(rows [][]float64, targets []float64) ridge {
	cut := len(rows) * 3 / 4
	past := normalEquations(rows[:cut-gapRows], targets[:cut-gapRows])
	best, least := penalties[0], math.Inf(1)
	scratch := make([]float64, len(rows[0]))
	for _, penalty := range penalties {
		m, off := past.model(penalty), 0.0
		for i := cut; i < len(rows); i++ {
			off += math.Abs(m.predict(rows[i], scratch) - targets[i])
		}
		if off < least {
			best, least = penalty, off
		}
	}
	return normalEquations(rows, targets).model(best)
}
