package graph

import (
	"polarflow/ent"
	"polarflow/graph/model"
)

// historyOf returns how far back each kind has been fetched.
func historyOf(states []*ent.KindState) []*model.HistoryReach {
	history := make([]*model.HistoryReach, len(states))
	for i, s := range states {
		history[i] = &model.HistoryReach{Kind: s.Kind, ReachedDate: s.ReachedDate, Done: s.ReachDone}
	}
	return history
}
