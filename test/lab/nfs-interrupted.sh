#!/bin/sh
# Inside the guest: runs the check of NFS, and interrupts it, as Ctrl-C does, where mount(8) hangs; says on standard
# error how long the program took to end, and what is left of it.
# usage: nfs-interrupted.sh PROGRAM CONFIG
PATH="$PATH:/sbin:/usr/sbin"
. "${0%/*}/left-behind.sh"
is_mounting() {
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/exe")" in */mount.nfs*) return 0 ;; esac
  done
  return 1
}
node "$1" run -c "$2" --only nfs-throughput --quiet -o json &
program=$!
until is_mounting; do sleep 0.1; done
sleep 1
is_mounting && echo "mount hangs" >&2
asked=$(cut -d ' ' -f 1 /proc/uptime)
kill -INT "$program"
wait "$program"
code=$?
echo "$asked $(cut -d ' ' -f 1 /proc/uptime)" | awk '{ print "ended after " $2 - $1 " s" }' >&2
tell_what_is_left
exit "$code"
