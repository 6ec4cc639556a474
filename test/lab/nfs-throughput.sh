#!/bin/sh
# Inside the guest: runs the check of NFS, and says on standard error what is left of it afterwards.
# usage: nfs-throughput.sh PROGRAM CONFIG [FILE]: once there is such a FILE, the program is told to end
PATH="$PATH:/sbin:/usr/sbin"
. "${0%/*}/left-behind.sh"
node "$1" run -c "$2" --only nfs-throughput --quiet -o json &
program=$!
if [ -n "$3" ]; then
  until [ -e "$3" ]; do sleep 0.1; done
  kill -TERM "$program"
fi
wait "$program"
code=$?
tell_what_is_left
exit "$code"
