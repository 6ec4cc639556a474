#!/bin/sh
# Inside the guest: mounts the lab's export as the adoption guide does, writes, and reads back.
# usage: guest-nfs.sh SERVER:EXPORT
mkdir -p /mnt/nfs
mount -t nfs -o vers=4.1,rsize=1048576,wsize=1048576,retry=0 "$1" /mnt/nfs || exit 2
grep ' /mnt/nfs ' /proc/self/mountinfo
head -c 20000000 /dev/urandom > /run/tmp/original
dd if=/run/tmp/original of=/mnt/nfs/copy bs=1M oflag=direct || exit 3
echo 3 > /proc/sys/vm/drop_caches
cmp /run/tmp/original /mnt/nfs/copy && echo same
umount /mnt/nfs
