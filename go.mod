module gip

go 1.26
