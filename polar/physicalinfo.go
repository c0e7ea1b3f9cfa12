package polar

import (
	"context"
	"time"
)

// PhysicalInfo is what Polar knows about the body of the person now; there is no history of it. Weight
// is in kilograms, Height in centimetres, heart rates and thresholds are in beats per minute, VO2Max
// in ml/kg/min. It has no identity of its own: there is one for each user.
type PhysicalInfo struct {
	Weight             Null[float64]       `json:"weight"`
	Height             Null[float64]       `json:"height"`
	Created            UTCTime             `json:"created"`
	Modified           UTCTime             `json:"modified"`
	Birthday           Date                `json:"birthday"`
	Gender             Text                `json:"gender"`
	MaximumHeartRate   Null[int]           `json:"maximum_heart_rate"`
	RestingHeartRate   Null[int]           `json:"resting_heart_rate"`
	AerobicThreshold   Null[int]           `json:"aerobic_threshold"`
	AnaerobicThreshold Null[int]           `json:"anaerobic_threshold"`
	VO2Max             Null[float64]       `json:"vo2_max"`
	WeightSource       Text                `json:"weight_source"`
	TrainingBackground Text                `json:"training_background"`
	TypicalDay         Text                `json:"typical_day"`
	SleepGoal          Null[time.Duration] `json:"sleep_goal"`
}

func (PhysicalInfo) missing() string { return "" }

// PhysicalInfo returns the one current record of the user, and an empty batch if there is none.
// See "Get user's physical info" at https://www.polar.com/accesslink-api/.
func (u *UserClient) PhysicalInfo(ctx context.Context) (Batch[PhysicalInfo], error) {
	return fetch[PhysicalInfo](ctx, u, get("/v3/users/physical-info"))
}
