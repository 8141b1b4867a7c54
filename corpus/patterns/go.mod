module fupan/patterns

go 1.25
