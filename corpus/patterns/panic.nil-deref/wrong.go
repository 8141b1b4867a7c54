//go:build wrong

package main

// User is an account.
type User struct {
	Name string
}

// Users holds the accounts by number.
type Users map[int]*User

// Find gives a user.
func (u Users) Find(id int) (*User, error) {
	user, ok := u[id]
	if !ok {
		return nil, nil // no user and no error: the caller sees success
	}
	return user, nil
}

// Greeting gives the first line of a mail.
func (u Users) Greeting(id int) (string, error) {
	user, err := u.Find(id)
	if err != nil {
		return "", err
	}
	return "Dear " + user.Name, nil
}
