#!/bin/sh
# Inside the guest: a clear verdict by the program, twice, as at first Node itself comes slowly from the emulated disk; the
# adoption guide's recipe by hand, and the program with --full;
# prints the seconds of each and then the program's reports.
# usage: inside.sh PROGRAM CONFIG SERVER:EXPORT MEGABYTES
now() { cut -d' ' -f1 /proc/uptime; }
begin=$(now)
node "$1" run --config "$2" --only nfs-throughput --quiet --output json=/run/tmp/clear.json
first=$(now)
node "$1" run --config "$2" --only nfs-throughput --quiet --output json=/run/tmp/clear.json
clear=$(now)
mkdir -p /mnt/recipe
mount -t nfs -o vers=4.1,rsize=1048576,wsize=1048576 "$3" /mnt/recipe
dd if=/dev/zero of=/mnt/recipe/dd bs=1M count="$4" oflag=direct 2> /run/tmp/write
dd if=/mnt/recipe/dd of=/dev/null bs=1M iflag=direct 2> /run/tmp/read
rm /mnt/recipe/dd
umount /mnt/recipe
recipe=$(now)
node "$1" run --config "$2" --only nfs-throughput --quiet --full --output json=/run/tmp/full.json
echo "$begin $first $clear $recipe $(now)"
tail -n 1 /run/tmp/write
tail -n 1 /run/tmp/read
cat /run/tmp/clear.json
echo
echo ----
cat /run/tmp/full.json
