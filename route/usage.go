package route

func usage() string { return "Usage: ip route\n" }
