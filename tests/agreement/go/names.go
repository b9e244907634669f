package main

import (
	"crypto/x509"

	"github.com/letsencrypt/boulder/csr"
	"github.com/letsencrypt/boulder/identifier"
)

// Names is what Boulder would put into the certificate for a request.
type Names struct {
	CommonName  string   `json:"commonName"`
	Identifiers []string `json:"identifiers"`
}

// namesByBoulder returns nothing for a request that Go cannot read, or whose mail addresses or URIs Boulder refuses.
func namesByBoulder(der []byte) *Names {
	request, err := x509.ParseCertificateRequest(der)
	if err != nil || len(request.EmailAddresses) > 0 || len(request.URIs) > 0 {
		return nil
	}
	names := &Names{CommonName: csr.CNFromCSR(request), Identifiers: []string{}}
	for _, one := range identifier.FromCSR(request) {
		names.Identifiers = append(names.Identifiers, one.Value)
	}
	return names
}
