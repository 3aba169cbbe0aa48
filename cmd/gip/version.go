package main

// version is the release of iproute2 whose behaviour gip has; programs read it from -V.
const version = "6.15.0"

func showVersion(g *globals, _ string) error {
	g.env.Out.Raw([]byte(g.tool.version + "\n"))
	return errVersion
}
