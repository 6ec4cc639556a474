#!/bin/sh
# Inside the guest: mounts the lab's export, says so, and uses it again a while later.
# usage: guest-nfs-later.sh SERVER:EXPORT
mkdir -p /mnt/nfs
mount -t nfs -o vers=4.1,retry=0,soft,timeo=10,retrans=1 "$1" /mnt/nfs || exit 2
echo kept > /mnt/nfs/file
exec 3< /mnt/nfs/file
echo mounted
sleep 2
cat <&3 && cat /mnt/nfs/file
