// Command program models RPL-2019-0017: a frame pushed for a stream that is already closed creates a map entry again,
// and no path deletes it. It is our model of the mechanism, not the code of x/net.
package main

import "fmt"

type writeQueue struct{ frames []string }

// randomWriteScheduler keeps one queue per stream.
type randomWriteScheduler struct {
	sq          map[uint32]*writeQueue
	deleteEmpty bool // the fix
}

func (ws *randomWriteScheduler) CloseStream(id uint32) { delete(ws.sq, id) }

func (ws *randomWriteScheduler) Push(id uint32, frame string) {
	q := ws.sq[id]
	if q == nil {
		q = &writeQueue{}
		ws.sq[id] = q
	}
	q.frames = append(q.frames, frame)
}

func (ws *randomWriteScheduler) Pop() (string, bool) {
	for id, q := range ws.sq {
		if len(q.frames) > 0 {
			frame := q.frames[0]
			q.frames = q.frames[1:]
			if ws.deleteEmpty && len(q.frames) == 0 {
				delete(ws.sq, id)
			}
			return frame, true
		}
	}
	return "", false
}

func serve(ws *randomWriteScheduler, streams uint32) {
	for id := uint32(1); id <= streams; id++ {
		ws.Push(id, "HEADERS")
		ws.Pop()
		ws.CloseStream(id)
		ws.Push(id, "RST_STREAM") // after the close
		ws.Pop()
	}
}

func main() {
	for _, fixed := range []bool{false, true} {
		ws := &randomWriteScheduler{sq: map[uint32]*writeQueue{}, deleteEmpty: fixed}
		serve(ws, 2000)
		frame, ok := ws.Pop()
		fmt.Printf("delete empty queues: %t; open streams: 0; frames waiting: %t %q; entries in sq: %d\n", fixed, ok, frame, len(ws.sq))
	}
}
