#include "textflag.h"

// func grow()
//
// In assembly because a frame made by the compiler would be cleared, and thereby touched. The
// assembler's prologue, which sees to it that the stack has room for the frame, is the same on all
// architectures.
TEXT ·grow(SB), 0, $20000-0
	RET
