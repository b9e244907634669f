// Requests that Go makes: make FOLDER reads JSON objects, writes FOLDER/NAME/csr.pem for each, and prints its name with
// the SHA-256 of the SubjectPublicKeyInfo.
package main

import (
	"bufio"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

type wanted struct {
	Name    string      `json:"name"`
	Key     string      `json:"key"`
	Subject [][2]string `json:"subject"`
	DNS     []string    `json:"dns"`
	IP      []string    `json:"ip"`
	Email   []string    `json:"email"`
	URI     []string    `json:"uri"`
}

func makeKey(kind string) (crypto.Signer, error) {
	switch kind {
	case "ecdsa-p256":
		return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	case "ecdsa-p384":
		return ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	case "ecdsa-p521":
		return ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	case "rsa-2048":
		return rsa.GenerateKey(rand.Reader, 2048)
	case "ed25519":
		_, key, err := ed25519.GenerateKey(rand.Reader)
		return key, err
	}
	return nil, fmt.Errorf("no key type %q", kind)
}

func parseOID(text string) (asn1.ObjectIdentifier, error) {
	var oid asn1.ObjectIdentifier
	for _, arc := range strings.Split(text, ".") {
		number, err := strconv.Atoi(arc)
		if err != nil {
			return nil, err
		}
		oid = append(oid, number)
	}
	return oid, nil
}

func makeRequest(want *wanted) ([]byte, error) {
	key, err := makeKey(want.Key)
	if err != nil {
		return nil, err
	}
	template := &x509.CertificateRequest{DNSNames: want.DNS, EmailAddresses: want.Email}
	for _, attribute := range want.Subject {
		oid, err := parseOID(attribute[0])
		if err != nil {
			return nil, err
		}
		template.Subject.ExtraNames = append(template.Subject.ExtraNames,
			pkix.AttributeTypeAndValue{Type: oid, Value: attribute[1]})
	}
	for _, text := range want.IP {
		template.IPAddresses = append(template.IPAddresses, net.ParseIP(text))
	}
	for _, text := range want.URI {
		parsed, err := url.Parse(text)
		if err != nil {
			return nil, err
		}
		template.URIs = append(template.URIs, parsed)
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, template, key)
	return der, err
}

func write(folder string, want *wanted) error {
	der, err := makeRequest(want)
	if err != nil {
		return err
	}
	made, err := x509.ParseCertificateRequest(der)
	if err != nil {
		return err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der})
	if err := os.WriteFile(filepath.Join(folder, want.Name, "csr.pem"), text, 0o600); err != nil {
		return err
	}
	digest := sha256.Sum256(made.RawSubjectPublicKeyInfo)
	return json.NewEncoder(os.Stdout).Encode(map[string]string{
		"fixture": want.Name, "spkiSha256": hex.EncodeToString(digest[:]),
	})
}

func main() {
	decoder := json.NewDecoder(bufio.NewReader(os.Stdin))
	for {
		want := &wanted{}
		err := decoder.Decode(want)
		if errors.Is(err, io.EOF) {
			return
		}
		if err == nil {
			err = write(os.Args[1], want)
		}
		if err != nil {
			log.Fatalf("%s: %v", want.Name, err)
		}
	}
}
