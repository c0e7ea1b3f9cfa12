package polar

// Text is a word or an id. Polar adds words without notice, so it is open; a number in its place is taken as
// it is written, and null is empty.
type Text string

// UnmarshalJSON reads a string, a number or a boolean.
func (t *Text) UnmarshalJSON(data []byte) error {
	text, isScalar := scalarText(data)
	if !isScalar {
		return wrongType[Text](data)
	}
	*t = Text(text)
	return nil
}
