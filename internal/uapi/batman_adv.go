package uapi

// IFLA_BATADV_ALGO_NAME is the routing algorithm of a B.A.T.M.A.N. mesh, a string (linux/batman_adv.h).
const IFLA_BATADV_ALGO_NAME = 1
