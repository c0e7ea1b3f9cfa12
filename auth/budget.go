package auth

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// mostBuckets bounds the keys that a Budget remembers.
const mostBuckets = 20_000

// Budget gives each key something to spend each minute (requests, or their cost) as a token bucket: a whole minute's worth may be spent
// at once, and comes back evenly. It lives in this process. The zero Budget is ready for use, also by
// several goroutines.
type Budget struct {
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

// Allowance is what is left of a key's budget.
type Allowance struct {
	// OK is false for what is beyond the budget.
	OK bool
	// Limit is the size of the bucket, and Remaining what is in it.
	Limit, Remaining int
	// Reset is when the bucket is full again, and RetryAfter when there is room for as much again as was to be
	// spent, both counted from now and rounded up to whole seconds.
	Reset, RetryAfter time.Duration
}

// Spend takes one request out of the bucket of a key, which has room for perMinute of them.
func (b *Budget) Spend(key string, perMinute int, now time.Time) Allowance {
	return b.SpendN(key, 1, perMinute, now)
}

// SpendN takes n out of the bucket of a key, which has room for perMinute; all of it or, where there is not as much,
// nothing. With 0 it says what is left.
func (b *Budget) SpendN(key string, n, perMinute int, now time.Time) Allowance {
	b.mu.Lock()
	defer b.mu.Unlock()
	bucket, ok := b.buckets[key]
	if !ok {
		bucket = b.add(key, perMinute, now)
	}
	allowed := bucket.AllowN(now, n)
	left := math.Max(0, bucket.TokensAt(now))
	perSecond := float64(bucket.Limit())
	return Allowance{
		OK: allowed, Limit: bucket.Burst(), Remaining: int(left),
		Reset:      wholeSeconds((float64(bucket.Burst()) - left) / perSecond),
		RetryAfter: wholeSeconds((float64(n) - left) / perSecond),
	}
}

// wholeSeconds rounds up, and negative times to 0.
func wholeSeconds(seconds float64) time.Duration {
	return time.Duration(math.Ceil(math.Max(0, seconds))) * time.Second
}

// add makes a full bucket. The caller holds the lock.
func (b *Budget) add(key string, perMinute int, now time.Time) *rate.Limiter {
	if b.buckets == nil {
		b.buckets = map[string]*rate.Limiter{}
	}
	if len(b.buckets) >= mostBuckets {
		b.dropFull(now)
	}
	bucket := rate.NewLimiter(rate.Limit(float64(perMinute)/time.Minute.Seconds()), perMinute)
	b.buckets[key] = bucket
	return bucket
}

// dropFull makes room: a bucket that is full again is the same as none. Where all are in use, the minute of
// some keys begins anew: a tenth of them, so that the next key need not look at all of them again. The caller
// holds the lock.
func (b *Budget) dropFull(now time.Time) {
	for key, bucket := range b.buckets {
		if bucket.TokensAt(now) >= float64(bucket.Burst()) {
			delete(b.buckets, key)
		}
	}
	for key := range b.buckets {
		if len(b.buckets) < mostBuckets*9/10 {
			return
		}
		delete(b.buckets, key)
	}
}
