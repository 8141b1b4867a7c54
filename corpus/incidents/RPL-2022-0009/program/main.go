// Program main shows the deadlock of RPL-2022-0009 (Docker overlay network): the only goroutine that
// receives peer operations sends one itself while it handles another. Type and method names follow the
// incident; it is a model written for this corpus, not Docker code.
package main

type peerOperationType int

const (
	peerOperationINIT peerOperationType = iota
	peerOperationADD
)

type peerOperation struct {
	opType    peerOperationType
	networkID string
}

type driver struct{ peerOpCh chan *peerOperation }

type network struct {
	id       string
	driver   *driver
	sboxInit bool
}

func (d *driver) peerInit(nid string) {
	d.peerOpCh <- &peerOperation{opType: peerOperationINIT, networkID: nid}
}

func (d *driver) initSandboxPeerDB(nid string) { d.peerInit(nid) }

// joinSandbox initialises the sandbox once and then asks for its peers.
func (n *network) joinSandbox() {
	if !n.sboxInit {
		n.sboxInit = true
		n.driver.initSandboxPeerDB(n.id)
	}
}

func (d *driver) peerAddOp(n *network) { n.joinSandbox() }

// peerOpRoutine handles the operations one after the other.
func (d *driver) peerOpRoutine(n *network, handled chan<- peerOperationType) {
	for op := range d.peerOpCh {
		if op.opType == peerOperationADD {
			d.peerAddOp(n)
		}
		handled <- op.opType
	}
}

func main() {
	d := &driver{peerOpCh: make(chan *peerOperation)}
	n := &network{id: "ingress", driver: d}
	handled := make(chan peerOperationType)
	go d.peerOpRoutine(n, handled)
	d.peerOpCh <- &peerOperation{opType: peerOperationADD, networkID: n.id}
	<-handled
}
