// Checks that the calls about each key are linearisable. It reads calls from stdin, one JSON object a line, and writes the
// keys that are not, one a line. It exits with 1 if there is one, and with 2 if it can't tell.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sort"
	"time"

	"github.com/anishathalye/porcupine"
)

// The longest search for one key. A history of four callers takes milliseconds.
const timeout = 30 * time.Second

// One way in which a call can have happened: the values it needs, and the value it leaves.
type alternative struct {
	In    []string `json:"in"`
	NotIn []string `json:"notIn"`
	To    *string  `json:"to"`
}

// A call about one key. Its alternatives are all that its outcome allows.
type call struct {
	Key          string        `json:"key"`
	Caller       int           `json:"caller"`
	Invoked      int64         `json:"invoked"`
	Ended        int64         `json:"ended"`
	Alternatives []alternative `json:"alternatives"`
	// All values that the key can have at the start.
	Initial []string `json:"initial"`
}

func (a alternative) fits(value string) bool {
	return (a.In == nil || slices.Contains(a.In, value)) && !slices.Contains(a.NotIn, value)
}

func modelOf(initial []string) porcupine.Model {
	model := porcupine.NondeterministicModel{
		Init: func() []interface{} {
			states := []interface{}{}
			for _, value := range initial {
				states = append(states, value)
			}
			return states
		},
		Step: func(state, input, _ interface{}) []interface{} {
			next := []interface{}{}
			for _, a := range input.([]alternative) {
				if !a.fits(state.(string)) {
					continue
				}
				if a.To != nil {
					next = append(next, *a.To)
				} else {
					next = append(next, state)
				}
			}
			return next
		},
	}
	return model.ToModel()
}

func main() {
	calls := map[string][]porcupine.Operation{}
	initial := map[string][]string{}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c call
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		if c.Initial != nil {
			initial[c.Key] = c.Initial
			continue
		}
		operation := porcupine.Operation{ClientId: c.Caller, Input: c.Alternatives, Call: c.Invoked, Return: c.Ended}
		calls[c.Key] = append(calls[c.Key], operation)
	}
	keys := []string{}
	for key := range calls {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	exit := 0
	for _, key := range keys {
		switch porcupine.CheckOperationsTimeout(modelOf(initial[key]), calls[key], timeout) {
		case porcupine.Illegal:
			fmt.Println(key)
			exit = max(exit, 1)
		case porcupine.Unknown:
			fmt.Fprintln(os.Stderr, "no result in time for", key)
			exit = 2
		}
	}
	os.Exit(exit)
}
