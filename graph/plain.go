package graph

import (
	"bytes"
	"context"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/ent"
	"polarflow/graph/model"
)

// plainTypes are the types of which objects are written at once when all that is asked of them is in their own Go
// fields, of the same names. None of those fields has a resolver.
var plainTypes = setOf("Sleep", "NightlyRecharge", "SkinTemperature", "DailyActivity", "CardioLoad", "ContinuousHeartRate",
	"Exercise", "Spo2Test", "EcgTest", "BodyTemperature", "Series", "Route", "PageInfo")

// relation is a field that leads to at most one other object, which is read for all siblings at once.
type relation struct {
	of   reflect.Type
	find func(ctx context.Context, row any) (any, error)
}

// plainRelations are the relations of the plainTypes that are written with their objects. These fields are never
// missing, but may be null.
var plainRelations = map[string]relation{
	"Sleep.nightlyRecharge": {reflect.TypeFor[ent.NightlyRecharge](), func(ctx context.Context, row any) (any, error) {
		return read(ctx).NightlyRecharges.OneOnDay(ctx, row)
	}},
	"Sleep.skinTemperature": {reflect.TypeFor[ent.SkinTemperature](), func(ctx context.Context, row any) (any, error) {
		return read(ctx).SkinTemperatures.OneOnDay(ctx, row)
	}},
	"NightlyRecharge.sleep": {reflect.TypeFor[ent.Sleep](), func(ctx context.Context, row any) (any, error) {
		return read(ctx).Sleeps.OneOnDay(ctx, row)
	}},
}

// plain writes objects of the plainTypes, alone or in lists, without a context, a closure and a call back for each field
// and a goroutine for each object, which take most of the time of an answer with many records.
type plain struct{ documents library }

// ExtensionName names the extension to gqlgen, and what is known of the document among what is known of an operation.
func (plain) ExtensionName() string { return "Plain" }

// Validate has nothing to check.
func (plain) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext looks up what is known of the document.
func (p plain) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.Stats.SetExtension(p.ExtensionName(), p.documents.of(ctx, op))
	return nil
}

// InterceptField writes what a field returns, if that is plain.
func (p plain) InterceptField(ctx context.Context, next graphql.Resolver) (any, error) {
	res, err := next(ctx)
	fc := graphql.GetFieldContext(ctx)
	if err != nil || res == nil || len(fc.Field.Selections) == 0 || !plainTypes[fc.Field.Definition.Type.Name()] {
		return res, err
	}
	value := reflect.ValueOf(res)
	isList := value.Kind() == reflect.Slice
	object := value.Type()
	if isList {
		object = object.Elem()
	}
	if object.Kind() != reflect.Pointer || object.Elem().Kind() != reflect.Struct || value.IsNil() {
		return res, nil
	}
	shape := p.shapeOf(ctx, fc.Field, object.Elem())
	if shape == nil {
		return res, nil
	}
	text, failed := shape.write(ctx, value, isList)
	if failed != nil {
		return res, nil //nolint:nilerr // gqlgen comes to the same error, and says to which field it belongs
	}
	return text, nil
}

// planned is a field of a document as it leads to a Go type.
type planned struct {
	field *ast.Field
	of    reflect.Type
}

// plan is how the objects of a field are written. The selections of a field differ with the place at which a fragment
// is spread.
type plan struct {
	selections ast.SelectionSet
	shape      objectShape
}

// shapeOf returns how objects of a Go type are written, nil when that is not plain.
func (plain) shapeOf(ctx context.Context, field graphql.CollectedField, object reflect.Type) objectShape {
	plans, key := &learnedOf(ctx).plans, planned{field.Field, object}
	if found, ok := plans.Load(key); ok {
		if p := found.(plan); slices.Equal(p.selections, field.Selections) {
			return p.shape
		}
	}
	shape := newShapeOf(graphql.GetOperationContext(ctx), field.Selections, field.Definition.Type.Name(), object)
	plans.LoadOrStore(key, plan{field.Selections, shape})
	return shape
}

// objectShape is the members of an object in their order.
type objectShape []member

// member is one member of an object: its name as JSON, and either the Go field that it comes from and how that is
// written, or a relation with the shape of what it leads to.
type member struct {
	name  []byte
	index int
	write func(text []byte, v reflect.Value) []byte

	relation *relation
	field    graphql.CollectedField
	shape    objectShape
}

// newShapeOf returns the shape of what is selected of a type, nil when one of the fields is not plain.
func newShapeOf(op *graphql.OperationContext, set ast.SelectionSet, name string, object reflect.Type) objectShape {
	fields := graphql.CollectFields(op, set, []string{name, "Node", "Record"})
	shape := make(objectShape, len(fields))
	for i, f := range fields {
		if f.Definition == nil || !shape[i].set(op, f, name, object) {
			return nil
		}
		shape[i].name = []byte(`"` + f.Alias + `":`)
	}
	return shape
}

// set makes the member that of a field of an object, and reports whether that is plain.
func (m *member) set(op *graphql.OperationContext, f graphql.CollectedField, name string, object reflect.Type) bool {
	if r, ok := plainRelations[name+"."+f.Name]; ok {
		m.relation, m.field = &r, f
		m.shape = newShapeOf(op, f.Selections, f.Definition.Type.Name(), r.of)
		return m.shape != nil
	}
	own, ok := object.FieldByNameFunc(func(n string) bool { return strings.EqualFold(n, f.Name) })
	if !ok || len(own.Index) != 1 || f.SelectionSet != nil {
		return false
	}
	m.index, m.write = own.Index[0], writerOf(name, f.Definition.Type, own.Type)
	return m.write != nil
}

// write writes an object, or a list of objects, of which none is missing.
func (s objectShape) write(ctx context.Context, value reflect.Value, isList bool) (graphql.Marshaler, error) {
	in := s.contexts(ctx)
	if !isList {
		text, err := s.object(in, nil, value.Elem())
		return written(text), err
	}
	text := append(make([]byte, 0, 2+value.Len()*len(s)*24), '[')
	for i := range value.Len() {
		if i > 0 {
			text = append(text, ',')
		}
		var err error
		if text, err = s.object(in, text, value.Index(i).Elem()); err != nil {
			return nil, err
		}
	}
	return written(append(text, ']')), nil
}

// contexts returns for each member that is a relation the context of its field.
func (s objectShape) contexts(ctx context.Context) []context.Context {
	var in []context.Context
	for i, m := range s {
		if m.relation == nil {
			continue
		}
		if in == nil {
			in = make([]context.Context, len(s))
		}
		in[i] = graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: m.field})
	}
	return in
}

// object appends an object.
func (s objectShape) object(in []context.Context, text []byte, v reflect.Value) ([]byte, error) {
	text = append(text, '{')
	for i, m := range s {
		if i > 0 {
			text = append(text, ',')
		}
		text = append(text, m.name...)
		if m.relation == nil {
			text = m.write(text, v.Field(m.index))
			continue
		}
		var err error
		if text, err = m.related(in[i], text, v.Addr().Interface()); err != nil {
			return nil, err
		}
	}
	return append(text, '}'), nil
}

// related appends what a relation of a row leads to.
func (m member) related(ctx context.Context, text []byte, row any) ([]byte, error) {
	found, err := m.relation.find(ctx, row)
	if err != nil {
		return nil, err
	}
	v := reflect.ValueOf(found)
	if v.IsNil() {
		return append(text, "null"...), nil
	}
	return m.shape.object(m.shape.contexts(ctx), text, v.Elem())
}

// written is JSON.
type written []byte

// MarshalGQL writes it.
func (j written) MarshalGQL(w io.Writer) { _, _ = w.Write(j) }

// writerOf returns how a Go value is written as a type of the schema, nil for what gqlgen writes.
func writerOf(object string, of *ast.Type, goType reflect.Type) func([]byte, reflect.Value) []byte {
	if of.Elem != nil {
		if of.Elem.NamedType == "Float" && goType == reflect.TypeFor[[]float64]() {
			return appendFloats
		}
		return nil
	}
	if goType.Kind() == reflect.Pointer {
		write := writerOf(object, ast.NonNullNamedType(of.NamedType, nil), goType.Elem())
		if of.NonNull || write == nil { // a missing one is an error, which gqlgen reports
			return nil
		}
		return func(text []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(text, "null"...)
			}
			return write(text, v.Elem())
		}
	}
	return writerOfValue(object, of.NamedType, goType)
}

func writerOfValue(object, of string, goType reflect.Type) func([]byte, reflect.Value) []byte {
	switch kind := goType.Kind(); {
	case of == "ID" && kind == reflect.Int:
		return func(text []byte, v reflect.Value) []byte {
			return appendString(text, model.NewID(object, int(v.Int())).String())
		}
	case of == "Int" && kind == reflect.Int:
		return func(text []byte, v reflect.Value) []byte { return strconv.AppendInt(text, v.Int(), 10) }
	case of == "Float" && kind == reflect.Float64:
		return func(text []byte, v reflect.Value) []byte { return appendFloat(text, v.Float()) }
	case of == "Boolean" && kind == reflect.Bool:
		return func(text []byte, v reflect.Value) []byte { return strconv.AppendBool(text, v.Bool()) }
	case (of == "String" || of == "Date") && goType == reflect.TypeFor[string]():
		return func(text []byte, v reflect.Value) []byte { return appendString(text, v.String()) }
	case of == "DateTime" && goType == reflect.TypeFor[time.Time]():
		return appendTime
	}
	return nil
}

func appendTime(text []byte, v reflect.Value) []byte {
	at, _ := reflect.TypeAssert[time.Time](v)
	return append(at.Truncate(time.Millisecond).AppendFormat(append(text, '"'), time.RFC3339Nano), '"')
}

// appendFloat appends a number, and null for what is not a number: the gaps of a series.
func appendFloat(text []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(text, "null"...)
	}
	return strconv.AppendFloat(text, f, 'f', -1, 64)
}

func appendFloats(text []byte, v reflect.Value) []byte {
	values, _ := reflect.TypeAssert[[]float64](v)
	if values == nil {
		return append(text, "[]"...)
	}
	text = append(text, '[')
	for i, f := range values {
		if i > 0 {
			text = append(text, ',')
		}
		text = appendFloat(text, f)
	}
	return append(text, ']')
}

// appendString appends a text as gqlgen writes it.
func appendString(text []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || strings.IndexByte(`"\<>&`, c) >= 0 {
			var b bytes.Buffer
			graphql.MarshalString(s).MarshalGQL(&b)
			return append(text, b.Bytes()...)
		}
	}
	return append(append(append(text, '"'), s...), '"')
}
