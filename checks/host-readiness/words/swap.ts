import { message } from '#core/messages.ts';

type Paths = { readonly paths: readonly string[] };

export const swapWords = {
  swapPartition: message<Paths>({
    severity: 'fail',
    title: 'A swap partition is in use',
    example: { paths: ['/dev/sda3'] },
    detail: ({ paths }) =>
      `${paths.join(', ')}: nodeadm init ends with an error at a swap partition, and the kubelet does not start with swap.`,
    fix: ({ paths }) =>
      `Turn it off, and keep it off:\n$ sudo swapoff ${paths.join(' ')}\nThen take its line out of /etc/fstab, and mask the unit that systemctl list-units --type swap shows.`,
  }),
  swapZram: message<Paths>({
    severity: 'fail',
    title: 'Swap in compressed memory is in use',
    example: { paths: ['/dev/zram0'] },
    detail: ({ paths }) =>
      `${paths.join(', ')}: to nodeadm and the kubelet zram is a swap partition like any other, and it comes back at each start.`,
    fix: ({ paths }) =>
      `Turn it off, and its generator as well:\n$ sudo swapoff ${paths.join(' ')}\n$ sudo touch /etc/systemd/zram-generator.conf`,
  }),
  swapFile: message<Paths>({
    severity: 'warn',
    title: 'A swap file is in use',
    example: { paths: ['/swap.img'] },
    detail: ({ paths }) =>
      `${paths.join(', ')}: nodeadm init turns a swap file off; until then the kubelet would not start.`,
    fix: ({ paths }) =>
      `Turn it off before, so that nothing depends on it:\n$ sudo swapoff ${paths.join(' ')}\nThen take its line out of /etc/fstab.`,
  }),
  swapReturns: message<Paths>({
    severity: 'warn',
    title: 'Swap comes back when the host starts anew',
    example: { paths: ['UUID=0a1b2c3d'] },
    detail: ({ paths }) =>
      `Nothing is swapped to now, but /etc/fstab names ${paths.join(', ')}: after the next start the kubelet would not come up.`,
    fix: () => 'Take the line out of /etc/fstab:\n$ grep -n swap /etc/fstab',
  }),
};
