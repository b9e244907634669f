package main

import (
	"context"
	"crypto/x509"

	"github.com/letsencrypt/boulder/goodkey"
	zcrypto "github.com/zmap/zcrypto/x509"
	"github.com/zmap/zlint/v3"
	"github.com/zmap/zlint/v3/lint"
)

func judgeByZlint(certificate []byte) Verdict {
	verdict := Verdict{}
	parsed, err := zcrypto.ParseCertificate(certificate)
	if err != nil {
		verdict["unreadable"] = err.Error()
		return verdict
	}
	for name, result := range zlint.LintCertificate(parsed).Results {
		if result.Status >= lint.Notice {
			verdict[name] = result.Status.String()
		}
	}
	return verdict
}

// The policy that Let's Encrypt runs: what its goodkey package does when nothing is configured.
func judgeByGoodkey(publicKey []byte) Verdict {
	policy, err := goodkey.NewPolicy(nil, nil)
	if err != nil {
		panic(err)
	}
	key, err := x509.ParsePKIXPublicKey(publicKey)
	if err != nil {
		return Verdict{"unreadable": err.Error()}
	}
	if err := policy.GoodKey(context.Background(), key); err != nil {
		return Verdict{"refused": err.Error()}
	}
	return Verdict{}
}
