// The judges zlint and Boulder's goodkey. Standard input: one Task a line. Standard output: one Answer a line.
package main

import (
	"bufio"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"log"
	"os"
)

// Task names a PEM file and says what a CA would issue for it: a certificate of policy "dv", "iv", "ov", "ev", or of
// one for mail such as "sponsor-strict", on a day. A certificate is judged as it is. The certificate that was issued is written to Issued.
type Task struct {
	File   string `json:"file"`
	Day    string `json:"day"`
	Policy string `json:"policy"`
	Issued string `json:"issued"`
}

// Verdict has the findings of one judge: a lint's name and status, or the text of a refusal under "refused". A judge
// that could not read its input says so under "unreadable".
type Verdict map[string]string

// Answer has a verdict by each judge, or under NotIssued why there is no certificate to judge.
type Answer struct {
	File      string  `json:"file"`
	NotIssued string  `json:"notIssued,omitempty"`
	Zlint     Verdict `json:"zlint,omitempty"`
	Goodkey   Verdict `json:"goodkey,omitempty"`
	Names     *Names  `json:"names,omitempty"`
}

func answer(ca *authority, task Task) (*Answer, error) {
	text, err := os.ReadFile(task.File)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s: no PEM", task.File)
	}
	answer := &Answer{File: task.File}
	certificate, publicKey := block.Bytes, []byte(nil)
	if block.Type == "CERTIFICATE" {
		publicKey, err = publicKeyOfCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
	} else {
		wish, err := readWish(block)
		if err != nil {
			answer.NotIssued = err.Error()
			return answer, nil
		}
		publicKey = wish.publicKey
		if !wish.bare {
			answer.Names = namesByBoulder(block.Bytes)
		}
		if certificate, err = ca.issue(wish, task.Policy, task.Day); err != nil {
			return nil, err
		}
		issued := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})
		if err := os.WriteFile(task.Issued, issued, 0o600); err != nil {
			return nil, err
		}
	}
	answer.Zlint = judgeByZlint(certificate)
	answer.Goodkey = judgeByGoodkey(publicKey)
	return answer, nil
}

func main() {
	ca, err := newAuthority()
	if err != nil {
		log.Fatal(err)
	}
	output := json.NewEncoder(os.Stdout)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var task Task
		if err := json.Unmarshal(lines.Bytes(), &task); err != nil {
			log.Fatal(err)
		}
		found, err := answer(ca, task)
		if err != nil {
			log.Fatal(err)
		}
		if err := output.Encode(found); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}
