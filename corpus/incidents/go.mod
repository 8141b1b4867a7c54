module fupan/incidents

go 1.25
