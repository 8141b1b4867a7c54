package main

import "fmt"

// faulty stands for a kernel or device with a defect: it turns one bit of block 7 over, and reports no error.
type faulty map[int][]byte

func (f faulty) Write(block int, content []byte) { f[block] = content }

func (f faulty) Read(block int) []byte {
	content := append([]byte(nil), f[block]...)
	if block == 7 {
		content[3] ^= 0x10
	}
	return content
}

func main() {
	device := faulty{}
	for account := 6; account <= 8; account++ {
		Save(device, account, 100)
	}
	for account := 6; account <= 8; account++ {
		cents, err := Load(device, account)
		if err != nil {
			fmt.Printf("account %d: %v\n", account, err)
			continue
		}
		fmt.Printf("account %d: %d cents\n", account, cents)
	}
}
