# Inside the guest, for other scripts: says on standard error what a run has left there.
tell_what_is_left() {
  grep ' - nfs' /proc/self/mountinfo | sed 's/^/left mount: /' >&2
  for folder in /run/hybrid-preflight/*; do
    if [ -e "$folder" ]; then echo "left folder: $folder" >&2; fi
  done
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/exe")" in
      */node | */mount | */mount.nfs* | */umount* | */dd | */fio | */ss)
        echo "left process: $(tr '\0' ' ' < "$process/cmdline")" >&2 ;;
    esac
  done
}
