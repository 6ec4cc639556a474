#!/bin/sh
# For a mount namespace of its own, in which the machine looks as if no lab had ever been there.
# usage: fresh-run.sh NODE PROGRAM NAME
umount -R /run/netns
mount -t tmpfs tmpfs /run
mkdir /run/mount # mount(8) and umount(8) make it for themselves
"$1" "$2" lab up --name "$3" >&2
ls /run
"$1" "$2" lab down --name "$3" >&2
echo then
ls -A /run
grep ' /run/' /proc/self/mountinfo
