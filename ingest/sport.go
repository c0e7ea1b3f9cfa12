package ingest

import "strings"

// sportNames are the names that Polar Flow shows for the sports whose key does not read like their name.
var sportNames = map[string]string{
	"AGILITY":                          "Dog agility",
	"AMERICAN_FOOTBALL":                "Football",
	"AQUATICS":                         "Aqua fitness",
	"BALLET_DANCING":                   "Ballet",
	"BALLROOM_DANCING":                 "Ballroom",
	"BEACH_VOLLEYBALL":                 "Beach volley",
	"BODY_AND_MIND":                    "Body&Mind",
	"CROSS_TRAINER":                    "Cross-trainer",
	"CROSS_COUNTRY_RUNNING":            "Cross-country running",
	"CROSS-COUNTRY_SKIING":             "Skiing",
	"DUATHLON_CYCLING":                 "Cycling",
	"DUATHLON_RUNNING":                 "Running",
	"E_BIKE":                           "Electric biking",
	"FITNESS_RACING":                   "Fitness Racing",
	"FITNESS_STEP":                     "Step workout",
	"FREE_MULTISPORT":                  "Multisport",
	"FRISBEEGOLF":                      "Disc golf",
	"GRAVEL":                           "Gravel cycling",
	"GYMNASTICK":                       "Gymnastics",
	"HIIT":                             "High-intensity interval training",
	"JAZZ_DANCING":                     "Jazz",
	"JUDO_MARTIAL_ARTS":                "Judo",
	"JUMP_ROPE":                        "Rope skipping",
	"KICKBIKE":                         "Kickbiking",
	"KICKBOXING_MARTIAL_ARTS":          "Kickboxing",
	"LATIN_DANCING":                    "Latin",
	"LES_MILLS_CXWORKS":                "LES MILLS CXWORX",
	"LES_MILLS_GRIT_ATHLETIC":          "LES MILLS GRIT Athletic",
	"LES_MILLS_GRIT_CARDIO":            "LES MILLS GRIT Cardio",
	"LES_MILLS_GRIT_STRENGTH":          "LES MILLS GRIT Strength",
	"LES_MILLS_SHBAM":                  "LES MILLS SH'BAM",
	"MOBILITY_DYNAMIC":                 "Mobility (dynamic)",
	"MOBILITY_STATIC":                  "Mobility (static)",
	"MODERN_DANCING":                   "Modern",
	"MOTORSPORTS_CAR_RACING":           "Car racing",
	"MOTORSPORTS_ENDURO":               "Enduro",
	"MOTORSPORTS_HARD_ENDURO":          "Hard Enduro",
	"MOTORSPORTS_MOTOCROSS":            "Motocross",
	"MOTORSPORTS_ROADRACING":           "Road racing",
	"MOTORSPORTS_SNOCROSS":             "Snocross",
	"OFFROADDUATHLON":                  "Off-road duathlon",
	"OFFROADDUATHLON_CYCLING":          "Mountain biking",
	"OFFROADDUATHLON_RUNNING":          "Trail running",
	"OFFROADTRIATHLON":                 "Off-road triathlon",
	"OFFROADTRIATHLON_CYCLING":         "Mountain biking",
	"OFFROADTRIATHLON_RUNNING":         "Trail running",
	"OFFROADTRIATHLON_SWIMMING":        "Open water swimming",
	"ORIENTEERING_MTB":                 "Mountain bike orienteering",
	"ORIENTEERING_SKI":                 "Ski orienteering",
	"PADEL":                            "Padel racing",
	"PARASPORTS_HAND_CYCLING":          "Handcycling",
	"PARASPORTS_SLED_HOCKEY":           "Sled hockey",
	"PARASPORTS_WATER_SKIING":          "Adaptive water skiing",
	"PARASPORTS_WHEELCHAIR":            "Wheelchair racing",
	"PARASPORTS_WHEELCHAIR_BASKETBALL": "Wheelchair basketball",
	"PARASPORTS_WHEELCHAIR_TENNIS":     "Wheelchair tennis",
	"ROAD_BIKING":                      "Road cycling",
	"ROLLER_BLADING":                   "Roller skating",
	"ROLLER_SKIING_CLASSIC":            "Classic roller skiing",
	"ROLLER_SKIING_FREESTYLE":          "Freestyle roller skiing",
	"SHOW_DANCING":                     "Show",
	"SHOOTING_SPORT_INDOOR":            "Shooting (indoor)",
	"SHOOTING_SPORT_OUTDOOR":           "Shooting (outdoor)",
	"SKIERG":                           "Ski machine",
	"SUP":                              "SUP",
	"STREET_DANCING":                   "Street",
	"TAEKWONDO_MARTIAL_ARTS":           "Taekwondo",
	"TRACK_AND_FIELD_RUNNING":          "Track&field running",
	"TRIATHLON_CYCLING":                "Cycling",
	"TRIATHLON_RUNNING":                "Running",
	"TRIATHLON_SWIMMING":               "Open water swimming",
	"ULTRARUNNING_RUNNING":             "Ultra running",
	"VERTICALSPORTS_WALLCLIMBING":      "Climbing (indoor)",
	"VERTICALSPORTS_OUTCLIMBING":       "Climbing (outdoor)",
	"WATER_EXERCISE":                   "Water sports",
	"WATERSPORTS_CANOEING":             "Canoeing",
	"WATERSPORTS_KAYAKING":             "Kayaking",
	"WATERSPORTS_KITESURFING":          "Kitesurfing",
	"WATERSPORTS_SAILING":              "Sailing",
	"WATERSPORTS_SURFING":              "Surfing",
	"WATERSPORTS_WAKEBOARDING":         "Wakeboarding",
	"WATERSPORTS_WATERSKI":             "Water skiing",
	"WATERSPORTS_WINDSURFING":          "Windsurfing",
	"XC_SKIING_CLASSIC":                "Classic XC skiing",
	"XC_SKIING_FREESTYLE":              "Freestyle XC skiing",
}

// sportName returns what people call a sport: the detailed one where Polar gives it, else the coarse one. A
// key that is not in the table reads well enough as words.
func sportName(detailed, coarse string) string {
	key := detailed
	if key == "" {
		key = coarse
	}
	if name, ok := sportNames[key]; ok {
		return name
	}
	if strings.HasPrefix(key, "LES_MILLS_") { // a trade name in capitals
		return strings.ReplaceAll(key, "_", " ")
	}
	words := strings.ToLower(strings.NewReplacer("_", " ", "-", " ").Replace(key))
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}
