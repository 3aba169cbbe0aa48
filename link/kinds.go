package link

// kinds are the kinds that gip knows, in the order in which help lists them.
var kinds = []*kind{}
