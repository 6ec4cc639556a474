#!/bin/sh
# Inside the guest: the peer for one session; says on standard error what is left of it afterwards.
# usage: nfs-peer.sh PROGRAM OPTION...
PATH="$PATH:/sbin:/usr/sbin"
. "${0%/*}/left-behind.sh"
program=$1
shift
node "$program" peer --once "$@"
code=$?
tell_what_is_left
exit "$code"
