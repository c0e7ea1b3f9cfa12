package auth

import (
	"context"
	"errors"
	"fmt"

	"polarflow/ent"
	"polarflow/ent/deregistration"
	"polarflow/ent/polaraccount"
	"polarflow/ent/polarwebhook"
	"polarflow/ent/viewer"
)

// resealBatch is how many sealed texts are read at once.
const resealBatch = 200

// Resealed is what has come of sealing anew so far.
type Resealed struct {
	// Done counts the texts that were sealed with the newest key, and Left those that could not be opened and
	// stay as they are.
	Done, Left int
}

// Reseal seals everything again that an older key of the keyring sealed, so that the older key can be taken out
// of ENCRYPTION_KEY. It goes on until it is through or ctx ends, and tells after each batch that changed
// something how far it is. Several processes may do so at once, and people may connect meanwhile: a text is
// replaced only as long as it is the one that was opened.
func (k *Keyring) Reseal(ctx context.Context, client *ent.Client, tell func(Resealed)) (Resealed, error) {
	var sum Resealed
	for _, s := range shelves(client) {
		err := s.each(ctx, func(texts []sealedText) error {
			before := sum
			for _, t := range texts {
				if err := k.reseal(ctx, s, t, &sum); err != nil {
					return fmt.Errorf("seal %s anew: %w", s.name, err)
				}
			}
			if sum != before {
				tell(sum)
			}
			return nil
		})
		if err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// reseal seals one text anew unless the newest key did it already, and adds what came of it to the sum.
func (k *Keyring) reseal(ctx context.Context, s shelf, t sealedText, sum *Resealed) error {
	if k.isNewest(t.sealed) {
		return nil
	}
	plain, err := k.Open(t.userID, t.sealed)
	if errors.Is(err, ErrUnknownKey) || errors.Is(err, ErrTampered) {
		sum.Left++
		return nil
	}
	if err != nil {
		return err
	}
	sealed, err := k.Seal(t.userID, plain)
	if err != nil {
		return err
	}
	n, err := s.replace(ctx, t, sealed)
	sum.Done += n
	return err
}

// sealedText is a sealed text as it is stored. userID is 0 for what names no person.
type sealedText struct {
	id, userID int
	sealed     []byte
}

// shelf is a table with sealed texts.
type shelf struct {
	name string
	// after returns the next texts in the order of their ids.
	after func(ctx context.Context, id int) ([]sealedText, error)
	// replace writes another sealed text over this one, and returns 0 when it is not there any more.
	replace func(ctx context.Context, was sealedText, sealed []byte) (int, error)
}

// each visits all texts of the shelf, a batch at a time.
func (s shelf) each(ctx context.Context, visit func([]sealedText) error) error {
	for last := 0; ; {
		texts, err := s.after(viewer.System(ctx), last)
		if err != nil {
			return fmt.Errorf("read %s: %w", s.name, err)
		}
		if len(texts) == 0 {
			return nil
		}
		if err := visit(texts); err != nil {
			return err
		}
		last = texts[len(texts)-1].id
	}
}

// shelves returns every table with sealed texts.
func shelves(client *ent.Client) []shelf {
	return []shelf{connections(client), deregistrations(client), webhooks(client)}
}

func connections(client *ent.Client) shelf {
	return shelf{
		name: "connections",
		after: func(ctx context.Context, id int) ([]sealedText, error) {
			rows, err := client.PolarAccount.Query().Where(polaraccount.IDGT(id)).
				Order(ent.Asc(polaraccount.FieldID)).Limit(resealBatch).All(ctx)
			texts := make([]sealedText, len(rows))
			for i, r := range rows {
				texts[i] = sealedText{r.ID, r.UserID, r.Token}
			}
			return texts, err
		},
		replace: func(ctx context.Context, was sealedText, sealed []byte) (int, error) {
			return client.PolarAccount.Update().Where(polaraccount.ID(was.id), polaraccount.Token(was.sealed)).
				SetToken(sealed).Save(viewer.System(ctx))
		},
	}
}

func deregistrations(client *ent.Client) shelf {
	return shelf{
		name: "deregistrations",
		after: func(ctx context.Context, id int) ([]sealedText, error) {
			rows, err := client.Deregistration.Query().Where(deregistration.IDGT(id)).
				Order(ent.Asc(deregistration.FieldID)).Limit(resealBatch).All(ctx)
			texts := make([]sealedText, len(rows))
			for i, r := range rows {
				texts[i] = sealedText{r.ID, 0, r.Sealed}
			}
			return texts, err
		},
		replace: func(ctx context.Context, was sealedText, sealed []byte) (int, error) {
			return client.Deregistration.Update().Where(deregistration.ID(was.id), deregistration.Sealed(was.sealed)).
				SetSealed(sealed).Save(viewer.System(ctx))
		},
	}
}

func webhooks(client *ent.Client) shelf {
	return shelf{
		name: "webhooks",
		after: func(ctx context.Context, id int) ([]sealedText, error) {
			rows, err := client.PolarWebhook.Query().Where(polarwebhook.IDGT(id)).
				Order(ent.Asc(polarwebhook.FieldID)).Limit(resealBatch).All(ctx)
			texts := make([]sealedText, len(rows))
			for i, r := range rows {
				texts[i] = sealedText{r.ID, 0, r.Secret}
			}
			return texts, err
		},
		replace: func(ctx context.Context, was sealedText, sealed []byte) (int, error) {
			return client.PolarWebhook.Update().Where(polarwebhook.ID(was.id), polarwebhook.Secret(was.sealed)).
				SetSecret(sealed).Save(viewer.System(ctx))
		},
	}
}
