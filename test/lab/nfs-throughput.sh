#!/bin/sh
# Inside the guest: runs the check of NFS, and says on standard error what is left of it afterwards.
# usage: nfs-throughput.sh PROGRAM CONFIG [FILE]: once there is such a FILE, the program is told to end
PATH="$PATH:/sbin:/usr/sbin"
node "$1" run -c "$2" --only nfs-throughput --quiet -o json &
program=$!
if [ -n "$3" ]; then
  until [ -e "$3" ]; do sleep 0.1; done
  kill -TERM "$program"
fi
wait "$program"
code=$?
grep ' - nfs' /proc/self/mountinfo | sed 's/^/left mount: /' >&2
for folder in /run/hybrid-preflight/*; do
  if [ -e "$folder" ]; then echo "left folder: $folder" >&2; fi
done
for process in /proc/[0-9]*; do
  case "$(readlink "$process/exe")" in
    */node | */mount | */mount.nfs* | */umount* | */dd | */ss)
      echo "left process: $(tr '\0' ' ' < "$process/cmdline")" >&2 ;;
  esac
done
exit "$code"
