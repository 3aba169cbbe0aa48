package early

// entry is where a program starts that is linked with -ldflags '-E gip/internal/early.entry'. It puts
// GOMAXPROCS=1 into the environment that the Go runtime is about to read and goes on to the runtime's
// own entry. A second processor is then not even made, which takes up to another twentieth off a short
// command; the runtime has no other means to say so before it starts. A program linked without it works
// the same, by what init does.
func entry()

var _ = entry // it has no caller
