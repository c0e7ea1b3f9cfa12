package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"polarflow/auth"
	"polarflow/ent"
	"polarflow/graph/model"
)

// plainlyCheap is the cost up to which it makes no difference what is really stored: the typical sizes of series
// decide alone, and no statement is spent on finding out.
const plainlyCheap = maxCost / 10

// costs refuses operations that cost too much, and takes the cost of all others out of the budget of their
// credential. Each answer says what it cost.
type costs struct {
	priced *prices
	budget *auth.Limits // nil for none
	client *ent.Client
	schema *ast.Schema
	now    func() time.Time
}

// ExtensionName names the extension to gqlgen, and its entry in the extensions of answers.
func (costs) ExtensionName() string { return "cost" }

// Validate has nothing to check.
func (costs) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext changes nothing but what is known of the operation's cost; it is the place that gqlgen has
// before an operation runs.
func (c costs) MutateOperationContext(ctx context.Context, op *graphql.OperationContext) *gqlerror.Error {
	bill := &bill{}
	bill.question, bill.isTold = newQuestion(op)
	p, cost, err := c.price(ctx, op, bill)
	if err != nil {
		return &gqlerror.Error{Err: err, Message: "price operation"}
	}
	bill.Requested = cost
	op.Stats.SetExtension(c.ExtensionName(), bill)
	most := c.most(ctx)
	if cost > most {
		return asGQL(tooExpensive(p, op.Operation, cost, most))
	}
	if left := c.spend(ctx, cost); !left.OK {
		return asGQL(overBudget(left))
	}
	bill.charged = true
	return nil
}

// price returns what an operation costs, and how that came about. What is not plainly cheap is priced by the sizes of
// the series that are stored.
func (c costs) price(ctx context.Context, op *graphql.OperationContext, b *bill) (*pricing, int, error) {
	p := newPricing(c.schema, op.Doc, op.Variables, typical)
	if cost, ok := c.priced.of(b); ok {
		return p, cost, nil
	}
	cost := p.operation(op.Operation)
	if cost <= plainlyCheap || !p.readsSeries {
		c.priced.add(b, cost)
		return p, cost, nil
	}
	stored, err := storedSizes(ctx, c.client)
	if err != nil {
		return nil, 0, err
	}
	p = newPricing(c.schema, op.Doc, op.Variables, stored)
	return p, p.operation(op.Operation), nil
}

// most returns what one operation may cost: no more than the budget of a minute either.
func (c costs) most(ctx context.Context) int {
	if c.budget == nil {
		return maxCost
	}
	return min(maxCost, c.spend(ctx, 0).Limit)
}

// spend takes a cost out of the budget of the credential; with 0 it says what is left.
func (c costs) spend(ctx context.Context, cost int) auth.Allowance {
	if c.budget == nil {
		return auth.Allowance{OK: true}
	}
	return c.budget.SpendN(ctx, cost)
}

// bill is what is known of an operation's cost.
type bill struct {
	Requested int
	question  question // if isTold
	isTold    bool
	charged   bool // for the response that comes next
}

// statement is a bill as the extensions of an answer show it.
type statement struct {
	// Requested is what the operation costs, 0 for one that could not be read; at most OperationLimit is answered.
	Requested      int `json:"requested"`
	OperationLimit int `json:"operationLimit"`
	// Limit is what all operations of the credential may cost in a minute, Remaining what is left of that, and
	// ResetsAt when all of it is there again.
	Limit     int       `json:"limit"`
	Remaining int       `json:"remaining"`
	ResetsAt  time.Time `json:"resetsAt"`
}

// InterceptResponse has each answer say what it cost. Each event of a subscription costs as much as the first; one that
// the budget has no room for ends it, and a cursor says where to begin again.
func (c costs) InterceptResponse(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response == nil { // the end of a subscription
		return nil
	}
	bill := c.billOf(ctx)
	if bill.Requested > 0 && !bill.charged && len(response.Errors) == 0 {
		if left := c.spend(ctx, bill.Requested); !left.OK {
			graphql.AddError(ctx, overBudget(left))
			response = &graphql.Response{Errors: graphql.GetErrors(ctx)}
		}
	}
	bill.charged = false
	if c.budget != nil {
		left := c.spend(ctx, 0)
		if response.Extensions == nil {
			response.Extensions = make(map[string]any, 1)
		}
		response.Extensions[c.ExtensionName()] = statement{
			Requested: bill.Requested, OperationLimit: min(maxCost, left.Limit), Limit: left.Limit,
			Remaining: left.Remaining, ResetsAt: c.now().Add(left.Reset).UTC().Truncate(time.Second),
		}
	}
	return response
}

// billOf returns what is known of the cost of the operation that is being answered, nothing for one that could not be
// read.
func (c costs) billOf(ctx context.Context) *bill {
	if graphql.HasOperationContext(ctx) {
		if known, ok := graphql.GetOperationContext(ctx).Stats.GetExtension(c.ExtensionName()).(*bill); ok {
			return known
		}
	}
	return &bill{}
}

// overBudget is the error of a credential that has used up the cost of its minute.
func overBudget(left auth.Allowance) *model.Error {
	return &model.Error{
		Code: model.RateLimited, Limit: left.Limit, RetryAfterSeconds: int(left.RetryAfter.Seconds()),
		Message: "this credential's operations have cost too much in the last minute: try again later, or ask for less",
	}
}
