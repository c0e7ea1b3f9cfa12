package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"time"

	"polarflow/polar/sandbox"
)

func Example() {
	polar := sandbox.New(sandbox.Options{
		ClientID: "client", ClientSecret: "secret", AutoApprove: true,
		Now: func() time.Time { return time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC) },
	})
	polar.AddAccount(475, sandbox.Profile{FirstName: "Eka"}, []sandbox.Record{
		{Kind: sandbox.KindNightlyRecharge, Date: "2026-03-14", JSON: []byte(`{"date":"2026-03-14","ans_charge":-2.9}`)},
	})
	token, err := polar.Connect(475, "member")
	if err != nil {
		fmt.Println(err)
		return
	}
	polar.Misbehave(sandbox.Match{PathPrefix: "/v3/users/nightly-recharge", Times: 1},
		sandbox.SetField("ans_charge", "-10.0"))

	for range 2 {
		request := httptest.NewRequest(http.MethodGet, "/v3/users/nightly-recharge", nil)
		request.Header.Set("Authorization", "Bearer "+token)
		answer := httptest.NewRecorder()
		polar.ServeHTTP(answer, request)
		fmt.Println(answer.Code, answer.Body, answer.Header().Get("RateLimit-Usage"))
	}
	// Output:
	// 200 {"recharges":[{"date":"2026-03-14","ans_charge":-10.0}]} 1, 1
	// 200 {"recharges":[{"date":"2026-03-14","ans_charge":-2.9}]} 2, 2
}
