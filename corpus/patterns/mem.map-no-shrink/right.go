//go:build !wrong

package main

// Session says who is logged in and until when.
type Session struct {
	User int64
	Ends int64
	Data [48]byte
}

// Sessions are those that are open.
type Sessions struct {
	byID map[int64]Session
	peak int
}

// Open adds a session.
func (s *Sessions) Open(id int64, session Session) {
	s.byID[id] = session
	s.peak = max(s.peak, len(s.byID))
}

// Expire removes the sessions that are over.
func (s *Sessions) Expire(now int64) {
	for id, session := range s.byID {
		if session.Ends <= now {
			delete(s.byID, id)
		}
	}
	if len(s.byID) < s.peak/4 { // far below the peak: a fresh map lets the old table go
		fresh := make(map[int64]Session, len(s.byID))
		for id, session := range s.byID {
			fresh[id] = session
		}
		s.byID, s.peak = fresh, len(fresh)
	}
}
