// Package words says in sentences what package analytics found. A sentence is made of nothing but the fields of its
// record, so that the same record gives the same words, and every number in it can be looked up. It compares a
// person with themselves: it says «goes with» and «unusual», never what brought something about, and gives no advice.
package words
