#!/bin/sh
# In network, mount and process namespaces of its own: a portmapper and an NFS server of versions 3, 4.1 and 4.2.
# usage: nfs-v3.sh PROGRAM ARGUMENT..., which runs once both are up
set -e
ip link set lo up
ip address add 10.87.0.1/32 dev lo
mount -t tmpfs none /run
mkdir -p /run/rpcbind /run/nfs/recovery /run/nfs/export/data
cat > /run/nfs/ganesha.conf <<CONFIG
NFS_CORE_PARAM {
  Protocols = 3, 4;
  Enable_NLM = false;
  Enable_RQUOTA = false;
  fsid_device = true;
}
NFSv4 {
  Graceless = true;
  RecoveryRoot = /run/nfs/recovery;
  Minor_Versions = 1, 2;
}
EXPORT {
  Export_Id = 1;
  Path = /run/nfs/export;
  Pseudo = /export;
  Access_Type = RO;
  SecType = sys;
  Protocols = 3, 4;
  FSAL { Name = VFS; }
  CLIENT { Clients = 10.87.0.0/16; Access_Type = RO; }
}
CONFIG
rpcbind -f >&2 &
tries=0
until rpcinfo -p 10.87.0.1 >&2; do
  tries=$((tries + 1)); [ "$tries" -lt 100 ] || exit 2
  sleep 0.05
done
ganesha.nfsd -F -f /run/nfs/ganesha.conf -p /run/nfs/pid -L STDERR -N NIV_WARN >&2 &
until rpcinfo -t 10.87.0.1 nfs 3 >&2; do
  tries=$((tries + 1)); [ "$tries" -lt 200 ] || exit 3
  sleep 0.05
done
"$@"
