package rows

// AtMost returns how many elements are asked for of a list without pages; its errors are those of a page.
func AtMost(first *int) (int, error) {
	n, _, err := Page{First: first}.limit()
	return n, err
}
