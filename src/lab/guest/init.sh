#!/bin/sh
# The first process of the guest. Its root is the host's, read-only; what must be writable is memory.
# From the kernel's command line: LAB_SHARE, a folder shared with the host; LAB_MODULES, a tree for modprobe;
# LAB_ADDRESS with prefix length; LAB_GATEWAY; LAB_MTU.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
for folder in /run /var/tmp /mnt /root /dev; do mount -t tmpfs tmpfs "$folder"; done
mknod -m 666 /dev/null c 1 3
mknod -m 666 /dev/zero c 1 5
mknod -m 666 /dev/full c 1 7
mknod -m 666 /dev/random c 1 8
mknod -m 666 /dev/urandom c 1 9
mknod -m 666 /dev/tty c 5 0
ln -s /proc/self/fd /dev/fd
ln -s fd/0 /dev/stdin
ln -s fd/1 /dev/stdout
ln -s fd/2 /dev/stderr
mkdir /dev/shm /dev/pts /run/share /run/tmp
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t hostfs -o "$LAB_SHARE" none /run/share

ip link set lo up
ip link set vec0 name eth0
ip link set eth0 mtu "$LAB_MTU" up
ip address add "$LAB_ADDRESS" dev eth0
ip route add default via "$LAB_GATEWAY"
mount --bind /run/share/run/resolv.conf /etc/resolv.conf
# The host's modules are for another kernel.
modprobe -d "$LAB_MODULES" -a nfs nfsv3 nfsv4

# xargs only carries the words; run.sh keeps their output and what becomes of them.
export HOME=/root TMPDIR=/run/tmp
cd /
xargs -0 -a /run/share/run/command sh /run/share/run/run.sh
sync -f /run/share # this one file system: another may hang
echo o > /proc/sysrq-trigger # power off; a first process must not end before that
sleep 60
