package cgroupbpf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"testing"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"

	"golang.org/x/sys/unix"
)

// want is the program as another assembler has it.
func want(index int32) asm.Instructions {
	return asm.Instructions{
		asm.Mov.Imm(asm.R3, index),
		asm.StoreMem(asm.R1, boundDevIf, asm.R3, asm.Word),
		asm.Mov.Imm(asm.R0, 1),
		asm.Return(),
	}
}

var indexes = []int32{1, 2, 255, 256, 0x01020304, 1<<31 - 1}

func TestProgram(t *testing.T) {
	var order binary.ByteOrder = binary.LittleEndian
	if binary.NativeEndian.Uint16([]byte{0, 1}) == 1 {
		order = binary.BigEndian
	}
	for _, index := range indexes {
		var b bytes.Buffer
		if err := want(index).Marshal(&b, order); err != nil {
			t.Fatal(err)
		}
		if got := Program(index); !bytes.Equal(got, b.Bytes()) {
			t.Errorf("device %d: %x, want %x", index, got, b.Bytes())
		}
	}
}

// TestLoad has the kernel take the program, and reads it back from there.
func TestLoad(t *testing.T) {
	fd, err := Load(7)
	if errors.Is(err, unix.EPERM) {
		t.Skip("needs the right to load BPF programs")
	}
	if err != nil {
		t.Fatal(err)
	}
	p, err := ebpf.NewProgramFromFD(fd) // which closes it
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	if p.Type() != ebpf.CGroupSock {
		t.Errorf("type %v", p.Type())
	}
	other, err := ebpf.NewProgram(&ebpf.ProgramSpec{
		Type: ebpf.CGroupSock, AttachType: ebpf.AttachCGroupInetSockCreate, License: "GPL", Instructions: want(7),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	got, want := tag(t, p), tag(t, other)
	if got != want || got == "" {
		t.Errorf("the kernel's digest of the program: %q, want %q", got, want)
	}
}

// tag is the kernel's digest of a program's instructions.
func tag(t *testing.T, p *ebpf.Program) string {
	t.Helper()
	info, err := p.Info()
	if err != nil {
		t.Fatal(err)
	}
	return info.Tag
}

// TestRefusals checks what comes of descriptors and programs that the kernel does not take.
func TestRefusals(t *testing.T) {
	dir, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	if err := Attach(int(dir.Fd()), int(dir.Fd())); err == nil {
		t.Error("a directory was taken for a program")
	}
	err = &LoadError{unix.EINVAL, "0: (b7) r3 = 7\n"}
	if !errors.Is(err, unix.EINVAL) || err.Error() != "Invalid argument\n0: (b7) r3 = 7\n" {
		t.Errorf("%v", err)
	}
}
