package sandbox

import "net/http"

// routes mounts everything. ServeMux prefers literal segments to wildcards, as Polar does; "/{$}" is
// the trailing slash that Polar accepts on a few lists.
func (s *Server) routes() {
	s.handle("/", notFound)
	s.handle("GET /oauth2/authorization", s.authorize)
	s.handle("POST /oauth2/authorization", s.decideConsent)
	s.handle("POST /v2/oauth2/token", s.token)
	s.handle("/v3/", s.metered(notFound))
	s.handle("POST /v3/users", s.metered(s.asUser(s.register)))
	s.handle("DELETE /v3/users/{user}", s.metered(s.asUser(s.deregister)))
	for path, serve := range s.dataRoutes() {
		s.handle("GET "+path, s.metered(s.asUser(s.asMember(serve))))
	}
	for pattern, serve := range s.webhookRoutes() {
		s.handle(pattern, s.metered(s.asClient(serve)))
	}
}

// dataRoutes are the reads that need a registered person. FIT, TCX and GPX files are not among them:
// Polar answers 404 for an exercise without a file, and so does the sandbox for all.
func (s *Server) dataRoutes() map[string]endpoint {
	return map[string]endpoint{
		"/v3/users/{user}":                            s.user,
		"/v3/users/physical-info":                     s.physicalInfo,
		"/v3/exercises":                               s.listExercises,
		"/v3/exercises/{id}":                          s.exercise,
		"/v3/users/activities":                        s.listActivities,
		"/v3/users/activities/{$}":                    s.listActivities,
		"/v3/users/activities/{date}":                 s.activity,
		"/v3/users/activities/samples":                s.listActivitySamples,
		"/v3/users/activities/samples/{$}":            s.listActivitySamples,
		"/v3/users/activities/samples/{date}":         s.activitySamples,
		"/v3/users/continuous-heart-rate":             s.heartRateRange,
		"/v3/users/continuous-heart-rate/{date}":      s.byDate(KindContinuousHeartRate),
		"/v3/users/sleep":                             s.recentNights(KindSleep, "nights"),
		"/v3/users/sleep/available":                   s.availableSleep,
		"/v3/users/sleep/{date}":                      s.byDate(KindSleep),
		"/v3/users/nightly-recharge":                  s.recentNights(KindNightlyRecharge, "recharges"),
		"/v3/users/nightly-recharge/{date}":           s.byDate(KindNightlyRecharge),
		"/v3/users/cardio-load":                       s.recentCardioLoad,
		"/v3/users/cardio-load/{$}":                   s.recentCardioLoad,
		"/v3/users/cardio-load/{date}":                s.cardioLoadOfDay,
		"/v3/users/cardio-load/date":                  s.cardioLoadRange,
		"/v3/users/cardio-load/period/days/{count}":   s.cardioLoadDays,
		"/v3/users/cardio-load/period/months/{count}": s.cardioLoadMonths,
		"/v3/users/sleepwise/alertness":               s.recentPeriods(KindAlertness),
		"/v3/users/sleepwise/alertness/date":          s.periodRange(KindAlertness),
		"/v3/users/sleepwise/circadian-bedtime":       s.recentPeriods(KindCircadianBedtime),
		"/v3/users/sleepwise/circadian-bedtime/date":  s.periodRange(KindCircadianBedtime),
		"/v3/users/biosensing/bodytemperature":        s.biosensing(KindBodyTemperature),
		"/v3/users/biosensing/skintemperature":        s.biosensing(KindSkinTemperature),
		"/v3/users/biosensing/skincontacts":           s.biosensing(kindSkinContact),
		"/v3/users/biosensing/ecg":                    s.biosensing(KindECG),
		"/v3/users/biosensing/spo2":                   s.biosensing(KindSpo2),
	}
}

// webhookRoutes are the routes that the client itself calls, with its id and secret.
func (s *Server) webhookRoutes() map[string]endpoint {
	return map[string]endpoint{
		"POST /v3/webhooks":            s.webhooks.create,
		"GET /v3/webhooks":             s.webhooks.show,
		"POST /v3/webhooks/activate":   s.webhooks.activate,
		"POST /v3/webhooks/deactivate": s.webhooks.deactivate,
		"PATCH /v3/webhooks/{id}":      s.webhooks.update,
		"DELETE /v3/webhooks/{id}":     s.webhooks.remove,
	}
}

// notFound is the answer to a path that AccessLink does not have.
func notFound(*exchange) Response { return empty(http.StatusNotFound) }

// metered counts a request against the limits and puts the three RateLimit headers on its answer,
// whatever that is.
func (s *Server) metered(serve endpoint) endpoint {
	return func(x *exchange) Response {
		usage := s.limiter.count(x.now, s.accounts.registered())
		answer := empty(http.StatusTooManyRequests)
		if !usage.exceeded {
			answer = serve(x)
		}
		usage.announce(answer.Header)
		return answer
	}
}

// asUser lets a request through whose bearer token is known.
func (s *Server) asUser(serve endpoint) endpoint {
	return func(x *exchange) Response {
		if x.userID == 0 {
			return empty(http.StatusUnauthorized)
		}
		return serve(x)
	}
}

// asMember lets a request through whose user is registered to the client and has all consents.
func (s *Server) asMember(serve endpoint) endpoint {
	return func(x *exchange) Response {
		if !s.accounts.readable(x.userID) {
			return empty(http.StatusForbidden)
		}
		return serve(x)
	}
}

// asClient lets a request through that carries the client's id and secret.
func (s *Server) asClient(serve endpoint) endpoint {
	return func(x *exchange) Response {
		if !s.isClient(x.request) {
			return empty(http.StatusUnauthorized)
		}
		return serve(x)
	}
}
