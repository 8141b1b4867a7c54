//go:build !wrong

package main

// Price is what an article costs in one country.
type Price struct {
	Country [2]byte
	Cents   int64
	Until   int64
}

// Prices is a cache that lives as long as the process.
type Prices struct {
	byArticle map[uint64]Price // no pointer in key or value: the GC does not look inside
}

// NewPrices makes an empty cache.
func NewPrices() *Prices {
	return &Prices{byArticle: map[uint64]Price{}}
}

// Put stores the price of an article.
func (p *Prices) Put(article uint64, price Price) {
	p.byArticle[article] = price
}

// Get gives the price of an article.
func (p *Prices) Get(article uint64) (Price, bool) {
	price, ok := p.byArticle[article]
	return price, ok
}
