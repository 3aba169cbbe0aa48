package uapi

// Modes of a CAN controller, bits of struct can_ctrlmode (linux/can/netlink.h).
const (
	CAN_CTRLMODE_LOOPBACK       = 0x01
	CAN_CTRLMODE_LISTENONLY     = 0x02
	CAN_CTRLMODE_3_SAMPLES      = 0x04
	CAN_CTRLMODE_ONE_SHOT       = 0x08
	CAN_CTRLMODE_BERR_REPORTING = 0x10
	CAN_CTRLMODE_FD             = 0x20
	CAN_CTRLMODE_PRESUME_ACK    = 0x40
	CAN_CTRLMODE_FD_NON_ISO     = 0x80
	CAN_CTRLMODE_CC_LEN8_DLC    = 0x100
	CAN_CTRLMODE_TDC_AUTO       = 0x200
	CAN_CTRLMODE_TDC_MANUAL     = 0x400
)

// Attributes of a CAN device that x/sys/unix lacks, and those nested in them (linux/can/netlink.h).
const (
	IFLA_CAN_TDC          = 16
	IFLA_CAN_CTRLMODE_EXT = 17

	IFLA_CAN_TDC_TDCV_MIN = 1
	IFLA_CAN_TDC_TDCV_MAX = 2
	IFLA_CAN_TDC_TDCO_MIN = 3
	IFLA_CAN_TDC_TDCO_MAX = 4
	IFLA_CAN_TDC_TDCF_MIN = 5
	IFLA_CAN_TDC_TDCF_MAX = 6
	IFLA_CAN_TDC_TDCV     = 7
	IFLA_CAN_TDC_TDCO     = 8
	IFLA_CAN_TDC_TDCF     = 9

	IFLA_CAN_CTRLMODE_SUPPORTED = 1
)

// States of a CAN controller (linux/can/netlink.h, enum can_state).
const (
	CAN_STATE_ERROR_ACTIVE  = 0
	CAN_STATE_ERROR_WARNING = 1
	CAN_STATE_ERROR_PASSIVE = 2
	CAN_STATE_BUS_OFF       = 3
	CAN_STATE_STOPPED       = 4
	CAN_STATE_SLEEPING      = 5
)
