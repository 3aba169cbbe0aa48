#include "textflag.h"

DATA oneProcessor<>+0(SB)/8, $"GOMAXPRO"
DATA oneProcessor<>+8(SB)/8, $"CS=1\x00\x00\x00\x00"
GLOBL oneProcessor<>(SB), RODATA|NOPTR, $16

// func entry()
//
// The stack is what the kernel leaves to a new program (System V ABI, AMD64 supplement, 3.4.1): the
// number of arguments, the arguments, 0, the environment, 0, the auxiliary vector. The arguments are
// moved down by one word, and the word that this frees in front of the environment gets the new variable.
// Nothing is changed where the environment has the variable already.
TEXT ·entry(SB), NOSPLIT|NOFRAME, $0
	MOVQ	0(SP), CX
	LEAQ	16(SP)(CX*8), SI	// the environment
	MOVQ	oneProcessor<>+0(SB), R8
next:
	MOVQ	0(SI), AX
	ADDQ	$8, SI
	TESTQ	AX, AX
	JZ	insert
	// Eight bytes may be read from the shortest of strings: behind them all lie the program's path and
	// eight bytes of 0.
	CMPQ	R8, 0(AX)
	JNE	next
	MOVL	8(AX), AX
	ANDL	$0xffffff, AX
	CMPL	AX, $0x3d5343	// "CS="
	JNE	next
	JMP	_rt0_amd64_linux(SB)
insert:
	MOVB	$1, ·inserted(SB)
	ADDQ	$2, CX
	MOVQ	SP, SI
	LEAQ	-8(SP), DI
	MOVQ	DI, SP
	CLD
	REP
	MOVSQ
	LEAQ	oneProcessor<>(SB), AX
	MOVQ	AX, 0(DI)
	JMP	_rt0_amd64_linux(SB)
