package model

import "strconv"

// Day is one calendar date of one person; it is no row, and its parts are loaded when they are asked for.
type Day struct {
	UserID int
	Date   string
}

// ID returns the global id of the day.
func (d *Day) ID() string {
	return ID{Type: "Day", Key: strconv.Itoa(d.UserID) + ":" + d.Date}.String()
}
