package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"math/big"
	"time"
)

// main issues a certificate and counts the seconds at which it is accepted.
func main() {
	notBefore, notAfter := Validity(time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC))
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		fmt.Println(err)
		return
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(7), NotBefore: notBefore, NotAfter: notAfter,
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		fmt.Println(err)
		return
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		fmt.Println(err)
		return
	}

	roots := x509.NewCertPool()
	roots.AddCert(certificate)
	first := notBefore.Add(-time.Second) // not valid yet
	for !valid(certificate, roots, first) {
		first = first.Add(time.Second)
	}
	last := notBefore.Add(Lifetime + time.Minute) // not valid any more
	for !valid(certificate, roots, last) {
		last = last.Add(-time.Second)
	}
	seconds := int64(last.Sub(first)/time.Second) + 1
	fmt.Println("accepted from ", first.Format(time.DateTime))
	fmt.Println("accepted until", last.Format(time.DateTime))
	fmt.Printf("%d seconds, allowed %d: %+d\n", seconds, int64(Lifetime/time.Second), seconds-int64(Lifetime/time.Second))
}

func valid(certificate *x509.Certificate, roots *x509.CertPool, at time.Time) bool {
	_, err := certificate.Verify(x509.VerifyOptions{Roots: roots, CurrentTime: at})
	return err == nil
}
