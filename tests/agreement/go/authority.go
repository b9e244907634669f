package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/asn1"
	"math/big"
	"strings"
	"time"

	"golang.org/x/crypto/cryptobyte"
	tags "golang.org/x/crypto/cryptobyte/asn1"
)

var (
	oidEcdsaSha256 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
	oidRsa         = []byte{0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01}
	mlKem          = []byte{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x04} // the begin of its OIDs
	oidPolicies    = asn1.ObjectIdentifier{2, 5, 29, 32}
	oidIssuerKey   = asn1.ObjectIdentifier{2, 5, 29, 35}
	oidIssuerInfo  = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 1}
	oidIssuerCert  = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 2}
	oidServer      = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 1}
	oidMail        = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 4}
	policies       = map[string]asn1.ObjectIdentifier{
		"dv":                        {2, 23, 140, 1, 2, 1},
		"ov":                        {2, 23, 140, 1, 2, 2},
		"iv":                        {2, 23, 140, 1, 2, 3},
		"ev":                        {2, 23, 140, 1, 1},
		"mailbox-legacy":            {2, 23, 140, 1, 5, 1, 1},
		"mailbox-multipurpose":      {2, 23, 140, 1, 5, 1, 2},
		"mailbox-strict":            {2, 23, 140, 1, 5, 1, 3},
		"organization-legacy":       {2, 23, 140, 1, 5, 2, 1},
		"organization-multipurpose": {2, 23, 140, 1, 5, 2, 2},
		"organization-strict":       {2, 23, 140, 1, 5, 2, 3},
		"sponsor-legacy":            {2, 23, 140, 1, 5, 3, 1},
		"sponsor-multipurpose":      {2, 23, 140, 1, 5, 3, 2},
		"sponsor-strict":            {2, 23, 140, 1, 5, 3, 3},
		"individual-legacy":         {2, 23, 140, 1, 5, 4, 1},
		"individual-multipurpose":   {2, 23, 140, 1, 5, 4, 2},
		"individual-strict":         {2, 23, 140, 1, 5, 4, 3},
	}
)

// authority is a test CA with a key of its own for each run. It takes over what was asked for without looking at it,
// so that a linter sees it, and adds what a CA adds.
type authority struct {
	key        *ecdsa.PrivateKey
	identifier []byte
}

func newAuthority() (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	point, err := key.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(point)
	return &authority{key, digest[:20]}, nil
}

const (
	sequence = tags.SEQUENCE
	explicit = tags.Tag(0xa0)
)

func inside(b *cryptobyte.Builder, fill func(*cryptobyte.Builder), path ...tags.Tag) {
	b.AddASN1(path[0], func(b *cryptobyte.Builder) {
		if len(path) == 1 {
			fill(b)
		} else {
			inside(b, fill, path[1:]...)
		}
	})
}

func addExtension(b *cryptobyte.Builder, id asn1.ObjectIdentifier, critical bool, fill func(*cryptobyte.Builder)) {
	inside(b, func(b *cryptobyte.Builder) {
		b.AddASN1ObjectIdentifier(id)
		if critical {
			b.AddASN1Boolean(true)
		}
		inside(b, fill, tags.OCTET_STRING)
	}, sequence)
}

func addAlgorithm(b *cryptobyte.Builder) {
	inside(b, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidEcdsaSha256) }, sequence)
}

func addText(text string) func(*cryptobyte.Builder) {
	return func(b *cryptobyte.Builder) { b.AddBytes([]byte(text)) }
}

func addIssuer(b *cryptobyte.Builder) {
	inside(b, func(b *cryptobyte.Builder) {
		for _, part := range []struct {
			arc    int
			string tags.Tag
			text   string
		}{{6, tags.PrintableString, "DE"}, {10, tags.UTF8String, "Test CA"}, {3, tags.UTF8String, "Test CA 1"}} {
			inside(b, func(b *cryptobyte.Builder) {
				b.AddASN1ObjectIdentifier(asn1.ObjectIdentifier{2, 5, 4, part.arc})
				inside(b, addText(part.text), part.string)
			}, tags.SET, sequence)
		}
	}, sequence)
}

// addOwn adds the extensions that a CA writes by itself, and those that it needs and were not asked for.
func (ca *authority) addOwn(b *cryptobyte.Builder, asked *wish, policy string) {
	mail, purpose := strings.Contains(policy, "-"), oidServer
	if mail {
		purpose = oidMail
	}
	if asked.bare {
		addExtension(b, oidNames, true, func(b *cryptobyte.Builder) {
			inside(b, func(b *cryptobyte.Builder) {
				if mail {
					inside(b, addText("jo@example.com"), tags.Tag(0x81))
				} else {
					inside(b, addText("www.example.com"), tags.Tag(0x82))
				}
			}, sequence)
		})
	}
	if !asked.has(oidKeyUsage) {
		usage := []byte{0x03, 0x02, 0x07, 0x80} // digitalSignature
		if bytes.Contains(asked.publicKey[:min(len(asked.publicKey), 24)], oidRsa) {
			usage = []byte{0x03, 0x02, 0x05, 0xa0} // and keyEncipherment
		}
		if bytes.Contains(asked.publicKey[:min(len(asked.publicKey), 24)], mlKem) {
			usage = []byte{0x03, 0x02, 0x05, 0x20} // keyEncipherment alone
		}
		addExtension(b, oidKeyUsage, true, func(b *cryptobyte.Builder) { b.AddBytes(usage) })
	}
	if !asked.has(oidPurposes) {
		addExtension(b, oidPurposes, false, func(b *cryptobyte.Builder) {
			inside(b, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(purpose) }, sequence)
		})
	}
	addExtension(b, oidPolicies, false, func(b *cryptobyte.Builder) {
		inside(b, func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(policies[policy]) }, sequence, sequence)
	})
	addExtension(b, oidIssuerKey, false, func(b *cryptobyte.Builder) {
		inside(b, func(b *cryptobyte.Builder) { b.AddBytes(ca.identifier) }, sequence, tags.Tag(0x80))
	})
	addExtension(b, oidIssuerInfo, false, func(b *cryptobyte.Builder) {
		inside(b, func(b *cryptobyte.Builder) {
			b.AddASN1ObjectIdentifier(oidIssuerCert)
			inside(b, addText("http://ca.example.com/ca.crt"), tags.Tag(0x86))
		}, sequence, sequence)
	})
	addExtension(b, oidCrlPoints, false, func(b *cryptobyte.Builder) {
		inside(b, addText("http://ca.example.com/ca.crl"), sequence, sequence, explicit, explicit, tags.Tag(0x86))
	})
}

// issue makes a certificate that is valid for 45 days from |day| on.
func (ca *authority) issue(asked *wish, policy, day string) ([]byte, error) {
	begin, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, err
	}
	serial := make([]byte, 16)
	if _, err := rand.Read(serial); err != nil {
		return nil, err
	}
	serial[0] = serial[0]&0x3f | 0x40

	var tbs cryptobyte.Builder
	inside(&tbs, func(b *cryptobyte.Builder) {
		inside(b, func(b *cryptobyte.Builder) { b.AddASN1Int64(2) }, explicit)
		b.AddASN1BigInt(new(big.Int).SetBytes(serial))
		addAlgorithm(b)
		addIssuer(b)
		inside(b, func(b *cryptobyte.Builder) {
			b.AddASN1UTCTime(begin)
			b.AddASN1UTCTime(begin.AddDate(0, 0, 45).Add(-time.Second))
		}, sequence)
		b.AddBytes(asked.subject)
		b.AddBytes(asked.publicKey)
		inside(b, func(b *cryptobyte.Builder) {
			for _, one := range asked.extensions {
				// A CA decides these: it never makes an authority out of a subscriber.
				if !one.id.Equal(oidBasic) && !one.id.Equal(oidCrlPoints) {
					b.AddBytes(one.bytes)
				}
			}
			ca.addOwn(b, asked, policy)
		}, tags.Tag(0xa3), sequence)
	}, sequence)
	signed, err := tbs.Bytes()
	if err != nil {
		return nil, err
	}
	digest := sha256.Sum256(signed)
	signature, err := ecdsa.SignASN1(rand.Reader, ca.key, digest[:])
	if err != nil {
		return nil, err
	}
	var certificate cryptobyte.Builder
	inside(&certificate, func(b *cryptobyte.Builder) {
		b.AddBytes(signed)
		addAlgorithm(b)
		b.AddASN1BitString(signature)
	}, sequence)
	return certificate.Bytes()
}
