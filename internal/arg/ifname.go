package arg

// IfNameSize is IFNAMSIZ of linux/if.h: the size of a device name with its final zero byte.
const IfNameSize = 16

// IfName says whether s can name a network device: 1 to 15 bytes, none of them a slash or a blank.
func IfName(s string) bool { return len(s) < IfNameSize && AltIfName(s) }

// AltIfName says whether s can be an alternative name of a device: not empty, no slash, no blank. The
// kernel checks the length.
func AltIfName(s string) bool {
	for i := range len(s) {
		if s[i] == '/' || isBlank(s[i]) {
			return false
		}
	}
	return s != ""
}
