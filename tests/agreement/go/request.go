package main

import (
	"encoding/asn1"
	"encoding/pem"
	"errors"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

var (
	oidExtensionRequest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 14}
	oidKeyUsage         = asn1.ObjectIdentifier{2, 5, 29, 15}
	oidNames            = asn1.ObjectIdentifier{2, 5, 29, 17}
	oidBasic            = asn1.ObjectIdentifier{2, 5, 29, 19}
	oidCrlPoints        = asn1.ObjectIdentifier{2, 5, 29, 31}
	oidPurposes         = asn1.ObjectIdentifier{2, 5, 29, 37}
)

// wish is what a certificate takes over from a request, byte for byte.
type wish struct {
	subject, publicKey []byte
	extensions         []extension
	bare               bool // a public key, without any request
}

type extension struct {
	id    asn1.ObjectIdentifier
	bytes []byte
}

var errStructure = errors.New("the request's structure cannot be read")

// readWish reads a request, or a bare public key as if www.example.com or jo@example.com were asked for with it.
func readWish(block *pem.Block) (*wish, error) {
	if block.Type == "PUBLIC KEY" {
		return &wish{subject: []byte{0x30, 0}, publicKey: block.Bytes, bare: true}, nil
	}
	input := cryptobyte.String(block.Bytes)
	var request, info, subject, publicKey, attributes cryptobyte.String
	if !input.ReadASN1(&request, tags.SEQUENCE) || !input.Empty() || !request.ReadASN1(&info, tags.SEQUENCE) ||
		!info.SkipASN1(tags.INTEGER) || !info.ReadASN1Element(&subject, tags.SEQUENCE) ||
		!info.ReadASN1Element(&publicKey, tags.SEQUENCE) {
		return nil, errStructure
	}
	found := &wish{subject: subject, publicKey: publicKey}
	if info.Empty() {
		return found, nil
	}
	if !info.ReadASN1(&attributes, tags.Tag(0).ContextSpecific().Constructed()) || !info.Empty() {
		return nil, errStructure
	}
	for !attributes.Empty() {
		var attribute, values cryptobyte.String
		var id asn1.ObjectIdentifier
		if !attributes.ReadASN1(&attribute, tags.SEQUENCE) || !attribute.ReadASN1ObjectIdentifier(&id) ||
			!attribute.ReadASN1(&values, tags.SET) {
			return nil, errStructure
		}
		if !id.Equal(oidExtensionRequest) {
			continue
		}
		for !values.Empty() {
			if err := found.readExtensions(&values); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

func (found *wish) readExtensions(values *cryptobyte.String) error {
	var list cryptobyte.String
	if !values.ReadASN1(&list, tags.SEQUENCE) {
		return errStructure
	}
	for !list.Empty() {
		var element, content cryptobyte.String
		var id asn1.ObjectIdentifier
		if !list.ReadASN1Element(&element, tags.SEQUENCE) {
			return errStructure
		}
		whole := element
		if !element.ReadASN1(&content, tags.SEQUENCE) || !content.ReadASN1ObjectIdentifier(&id) {
			return errStructure
		}
		found.extensions = append(found.extensions, extension{id, whole})
	}
	return nil
}

// has returns whether an extension is asked for.
func (found *wish) has(id asn1.ObjectIdentifier) bool {
	for _, one := range found.extensions {
		if one.id.Equal(id) {
			return true
		}
	}
	return false
}

func publicKeyOfCertificate(der []byte) ([]byte, error) {
	input := cryptobyte.String(der)
	var certificate, tbs, publicKey cryptobyte.String
	version := tags.Tag(0).ContextSpecific().Constructed()
	if !input.ReadASN1(&certificate, tags.SEQUENCE) || !certificate.ReadASN1(&tbs, tags.SEQUENCE) ||
		!tbs.SkipASN1(version) || !tbs.SkipASN1(tags.INTEGER) || !tbs.SkipASN1(tags.SEQUENCE) ||
		!tbs.SkipASN1(tags.SEQUENCE) || !tbs.SkipASN1(tags.SEQUENCE) || !tbs.SkipASN1(tags.SEQUENCE) ||
		!tbs.ReadASN1Element(&publicKey, tags.SEQUENCE) {
		return nil, errors.New("the certificate's structure cannot be read")
	}
	return publicKey, nil
}
