package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"strconv"

	"gip/internal/arg"
	"gip/internal/verb"
)

// runBatch runs the commands of a file, one a line, in this process: one socket, names looked up once.
func (g *globals) runBatch(file string) error {
	e := g.env
	in := e.Stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return arg.Exit(1, `Cannot open file "`+file+`" for reading: `+cause(err))
		}
		defer f.Close()
		in = f
	}
	b := &batch{globals: g, file: file, family: e.Family}
	b.input = batchInput{r: in, env: e}
	b.lines = verb.NewLines(bufio.NewReaderSize(&b.input, 64<<10))
	e.Batch = true
	if e.Force {
		e.Later(b.failed, b.lines.Line)
	}
	err := b.run()
	// What is still on its way failed before what has ended the batch.
	if e := e.Settle(); e != nil {
		return e
	}
	if err == verb.ErrContinuation {
		// The reference says so, runs nothing of that line and lets the status be.
		e.Warn(err.Error())
		err = nil
	}
	if err == nil {
		err = b.err
	}
	return err
}

// run runs the lines up to the end of the file, which is no error.
func (b *batch) run() error {
	for {
		words, err := b.lines.Next()
		if err == io.EOF {
			return nil
		}
		if err == verb.ErrContinuation {
			return err
		}
		if b.input.err != nil {
			return b.input.err
		}
		if err != nil {
			return b.unreadable(err)
		}
		if len(words) == 0 {
			continue
		}
		if err := b.line(words); err != nil {
			return err
		}
	}
}

// batchInput is the input of a batch. What the lines so far ask for is done and what they have printed is
// written before more input is asked for: who feeds a batch through a pipe may wait for the answer to a
// line before sending the next.
type batchInput struct {
	r   io.Reader
	env *verb.Env
	err error // of what was asked for, not of the input
}

func (b *batchInput) Read(p []byte) (int, error) {
	if b.err = b.env.Settle(); b.err != nil {
		return 0, b.err
	}
	b.env.Out.Flush() // an error stays with the Printer, and ends the run with a message and a status
	return b.r.Read(p)
}

// unreadable is the error that ends a batch whose file cannot be read on, or split.
func (b *batch) unreadable(err error) error {
	var ae *arg.Error
	if errors.As(err, &ae) {
		return err
	}
	return arg.Exit(1, `Cannot read file "`+b.file+`": `+cause(err))
}

// batch is a running batch.
type batch struct {
	*globals
	input  batchInput
	lines  *verb.Lines
	file   string
	family uint8
	err    error // what the batch returns at its end: set once a line has failed

	name string       // the entry looked up last,
	obj  *verb.Object // and its object: lines of one kind follow each other
}

// line runs one line. An error it returns ends the batch.
func (b *batch) line(words []string) error {
	e := b.env
	e.Family = b.family
	err := b.dispatch(words)
	e.Out.Record()
	if err == nil {
		return nil
	}
	// The errors of earlier lines come first.
	if serr := e.Settle(); serr != nil {
		return serr
	}
	if werr := e.Out.Flush(); werr != nil {
		return werr
	}
	var ae *arg.Error
	if errors.As(err, &ae) {
		if ae.Status == 0 && ae.Text == "" {
			return nil
		}
		if ae.Fatal && !e.Force {
			return ae
		}
	}
	b.failed(b.lines.Line(), err)
	if !e.Force {
		return b.err
	}
	return nil
}

// failed reports the error of a line.
func (b *batch) failed(line int, err error) {
	e := b.env
	e.Out.Flush() // an error stays with the Printer, and ends the run with a message and a status
	report(e.Stderr, err)
	e.Warn("Command failed " + b.file + ":" + strconv.Itoa(line))
	b.err = arg.Exit(1, "")
}

func (b *batch) dispatch(words []string) error {
	if b.obj == nil || b.name != words[0] {
		ent := b.tool.find(words[0])
		switch {
		case ent == nil:
			return b.tool.unknownObject(words[0])
		case ent.name == "help":
			return b.tool.help()
		case ent.object == nil:
			return b.tool.absentObject(ent.name)
		}
		b.name, b.obj = words[0], ent.object()
	}
	return b.obj.Run(b.env, words[1:])
}
