// Command entry shows what a program linked with early's entry sees.
package main

import (
	"fmt"
	"os"
	"strings"

	"gip/internal/early"
)

func main() {
	fmt.Println(os.Getenv("GOMAXPROCS"))
	fmt.Println(strings.Join(os.Args[1:], "|"))
	fmt.Println(strings.Join(early.Environ(os.Environ()), "|"))
}
