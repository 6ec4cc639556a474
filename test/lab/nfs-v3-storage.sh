#!/bin/sh
# In mount and process namespaces of its own, on the lab's storage host: a portmapper, and an NFS server of versions 3
# and 4 with a folder to write to.
# usage: nfs-v3-storage.sh ADDRESS FOLDER ID, another ID for what shall be another export
set -e
PATH="$PATH:/sbin:/usr/sbin"
mount -t tmpfs none /run
mkdir -p /run/rpcbind /run/nfs/recovery "$2"
cat > /run/nfs/ganesha.conf <<CONFIG
NFS_CORE_PARAM {
  Protocols = 3, 4;
  NFS_Port = 2049;
  Bind_addr = $1;
  Enable_NLM = false;
  Enable_RQUOTA = false;
  fsid_device = true;
}
NFSv4 {
  Graceless = true;
  RecoveryRoot = /run/nfs/recovery;
}
EXPORT {
  Export_Id = $3;
  Path = $2;
  Pseudo = /export;
  Access_Type = RW;
  Squash = No_Root_Squash;
  SecType = sys;
  Protocols = 3, 4;
  FSAL { Name = VFS; }
}
CONFIG
rpcbind -f >&2 &
tries=0
until rpcinfo -p "$1" >&2; do
  tries=$((tries + 1)); [ "$tries" -lt 100 ] || exit 2
  sleep 0.05
done
ganesha.nfsd -F -f /run/nfs/ganesha.conf -p /run/nfs/pid -L STDERR -N NIV_WARN >&2 &
until rpcinfo -t "$1" nfs 3 >&2; do
  tries=$((tries + 1)); [ "$tries" -lt 200 ] || exit 3
  sleep 0.05
done
echo up
wait
