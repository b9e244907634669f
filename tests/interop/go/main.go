// The judge Go: crypto/x509 reads requests. FOLDER FIXTURE...; one JSON object per fixture. Where a fixture has a
// private.der, an unencrypted PKCS #8 key, it says whether it is that of the request.
package main

import (
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"sort"
)

type answer struct {
	Fixture    string   `json:"fixture"`
	PublicKey  string   `json:"publicKey"`
	Signature  string   `json:"signature"`
	SpkiSha256 string   `json:"spkiSha256"`
	Keys       string   `json:"keys,omitempty"`
	Subject    [][2]any `json:"subject"`
	Extensions [][2]any `json:"extensions"`
	DNS        []string `json:"dns"`
	IP         []string `json:"ip"`
	Email      []string `json:"email"`
	URI        []string `json:"uri"`
}

// compareKeys says whether the private key of a file is that of the request: "match" or "differ", "" without a file,
// and "unknown" for a key that crypto/x509 cannot read.
func compareKeys(file string, request *x509.CertificateRequest) (string, error) {
	der, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	parsed, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return "unknown", nil
	}
	key, isSigner := parsed.(crypto.Signer)
	if !isSigner {
		return "unknown", nil
	}
	public, isComparable := key.Public().(interface{ Equal(crypto.PublicKey) bool })
	if isComparable && public.Equal(request.PublicKey) {
		return "match", nil
	}
	return "differ", nil
}

func read(folder, fixture string) (*answer, error) {
	text, err := os.ReadFile(filepath.Join(folder, fixture, "csr.pem"))
	if err != nil {
		return nil, err
	}
	block, rest := pem.Decode(text)
	if block == nil || block.Type != "CERTIFICATE REQUEST" || len(rest) != 0 {
		return nil, fmt.Errorf("not one PEM block of a certificate request")
	}
	request, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(request.RawSubjectPublicKeyInfo)
	keys, err := compareKeys(filepath.Join(folder, fixture, "private.der"), request)
	if err != nil {
		return nil, err
	}
	found := &answer{
		SpkiSha256: hex.EncodeToString(digest[:]), Keys: keys,
		Fixture: fixture, PublicKey: request.PublicKeyAlgorithm.String(), Signature: "valid",
		Subject: [][2]any{}, Extensions: [][2]any{}, DNS: []string{}, IP: []string{}, Email: []string{}, URI: []string{},
	}
	if request.SignatureAlgorithm == x509.UnknownSignatureAlgorithm {
		found.Signature = "unknown algorithm"
	} else if request.CheckSignature() != nil {
		found.Signature = "invalid"
	}
	for _, attribute := range request.Subject.Names {
		found.Subject = append(found.Subject, [2]any{attribute.Type.String(), attribute.Value})
	}
	for _, extension := range request.Extensions {
		found.Extensions = append(found.Extensions, [2]any{extension.Id.String(), extension.Critical})
	}
	sort.Slice(found.Extensions, func(i, j int) bool {
		return found.Extensions[i][0].(string) < found.Extensions[j][0].(string)
	})
	found.DNS = append(found.DNS, request.DNSNames...)
	found.Email = append(found.Email, request.EmailAddresses...)
	for _, ip := range request.IPAddresses {
		found.IP = append(found.IP, ip.String())
	}
	for _, uri := range request.URIs {
		found.URI = append(found.URI, uri.String())
	}
	return found, nil
}

func main() {
	for _, fixture := range os.Args[2:] {
		found, err := read(os.Args[1], fixture)
		if err != nil {
			log.Fatalf("%s: %v", fixture, err)
		}
		if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
			log.Fatal(err)
		}
	}
}
