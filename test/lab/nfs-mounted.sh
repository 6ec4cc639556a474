#!/bin/sh
# Inside the guest: mounts the export, and runs the check of NFS on a folder of that mount.
# usage: nfs-mounted.sh SERVER:EXPORT PROGRAM CONFIG
PATH="$PATH:/sbin:/usr/sbin"
mkdir -p /mnt/nfs
mount -t nfs -o vers=4.1,retry=0 "$1" /mnt/nfs || exit 2
mkdir /mnt/nfs/volume
node "$2" run -c "$3" --only nfs-throughput --quiet -o json
code=$?
ls -A /mnt/nfs/volume >&2
rmdir /mnt/nfs/volume
umount /mnt/nfs
exit "$code"
