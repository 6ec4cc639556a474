import { message } from '#core/messages.ts';

type Nothing = { readonly [key: string]: never };

/** What the driver has, and what it lacks. */
export const DRIVER_MESSAGES = {
  tooFew: message<{ expected: number; onPci: number }>({
    severity: 'fail',
    title: 'GPUs are missing from the bus',
    example: { expected: 8, onPci: 7 },
    detail: ({ expected, onPci }) =>
      `${expected} GPUs are expected; ${onPci} of NVIDIA’s are on PCI, so that no driver can have the others.`,
    fix: () =>
      'Look for them: lspci -d 10de: -nn; then at the BIOS (the slots, "Above 4G decoding"), at power and seating; in a virtual machine, at its pass-through.',
  }),
  nouveau: message<{ busIds: readonly string[] }>({
    severity: 'fail',
    title: 'nouveau has the GPU',
    example: { busIds: ['0000:3b:00.0'] },
    detail: ({ busIds }) =>
      `The kernel’s own driver nouveau is loaded${busIds.length === 0 ? '' : ` and has ${busIds.join(', ')}`}: NVIDIA’s driver cannot take it.`,
    fix: () =>
      'Keep it from loading, and restart:\n$ printf "blacklist nouveau\\noptions nouveau modeset=0\\n" > /etc/modprobe.d/nouveau.conf\n$ update-initramfs -u || dracut --force\n$ reboot',
  }),
  driverMissing: message<{ onPci: number; minDriver: string }>({
    severity: 'fail',
    title: 'NVIDIA’s driver is not installed',
    example: { onPci: 8, minDriver: '550' },
    detail: ({ onPci }) => `${onPci} GPUs of NVIDIA’s are on PCI, and there is no nvidia-smi.`,
    fix: ({ minDriver }) =>
      `Install driver ${minDriver} or later (apt-get install nvidia-driver-${Number.parseInt(minDriver, 10)}-server, or the packages of NVIDIA’s repository), or say checks.gpu.operator: true where the GPU Operator brings it.`,
  }),
  driverSilent: message<{ afterMs: number }>({
    severity: 'fail',
    title: 'nvidia-smi hangs',
    example: { afterMs: 20_000 },
    detail: ({ afterMs }) =>
      `nvidia-smi said nothing within ${afterMs / 1000} s and was ended: a GPU, or the driver, does not answer.`,
    fix: () =>
      'Look for Xid errors: dmesg | grep -i -e xid -e nvrm; restart the host. Where GPUs only wake slowly: systemctl enable --now nvidia-persistenced',
  }),
  driverNotLoaded: message<{ modules: readonly string[] }>({
    severity: 'fail',
    title: 'nvidia-smi cannot reach the driver',
    example: { modules: [] },
    detail: ({ modules }) =>
      `nvidia-smi couldn’t communicate with the NVIDIA driver; the kernel has ${modules.includes('nvidia') ? 'the module nvidia all the same' : 'not loaded the module nvidia'}.`,
    fix: () =>
      'Load it and read why not: modprobe nvidia; dmesg | grep -i nvrm. After an update of the kernel the module has to be built again (dkms status); Secure Boot refuses one that is not signed (mokutil --sb-state).',
  }),
  driverMismatch: message<{ library: string | null }>({
    severity: 'fail',
    title: 'Driver and library are of two versions',
    example: { library: '550.127' },
    detail: ({ library }) =>
      `nvidia-smi says "Driver/library version mismatch"${library === null ? '' : `, its library being ${library}`}: the packages were updated, and the kernel still has the module of before.`,
    fix: () =>
      'Restart the host. To see both: cat /proc/driver/nvidia/version; to keep it from happening: apt-mark hold the nvidia packages, or unattended upgrades will do it again.',
  }),
  notPermitted: message<Nothing>({
    severity: 'inconclusive',
    title: 'nvidia-smi may not ask the driver',
    example: {},
    detail: () => 'nvidia-smi says "Insufficient Permissions": what the driver has is not known.',
    fix: () => 'Run as root, and look at the modes of /dev/nvidia*.',
  }),
  driverUnclear: message<{ said: string }>({
    severity: 'inconclusive',
    title: 'nvidia-smi is not understood',
    example: { said: 'Failed to initialize NVML: Unknown Error' },
    detail: ({ said }) => `nvidia-smi said: ${said}. What the driver has is not known.`,
    fix: () =>
      'Run nvidia-smi by hand, and mend what it says; dmesg | grep -i -e xid -e nvrm says more.',
  }),
  driverTooOld: message<{ driver: string; minDriver: string; name: string }>({
    severity: 'fail',
    title: 'NVIDIA’s driver is too old',
    example: { driver: '535.183.01', minDriver: '550', name: 'NVIDIA H100 80GB HBM3' },
    detail: ({ driver, minDriver, name }) =>
      `The driver of ${name} is ${driver}; ${minDriver} or later is required.`,
    fix: ({ minDriver }) =>
      `Install driver ${minDriver} or later, with the fabric manager of the same version where there are NVSwitches, and restart; or set checks.gpu.minDriver.`,
  }),
  deviceLost: message<{ busId: string; seen: number }>({
    severity: 'fail',
    title: 'The driver has lost a GPU',
    example: { busId: '0000:5e:00.0', seen: 7 },
    detail: ({ busId, seen }) =>
      `The GPU at ${busId} is on PCI, and the driver does not have it; it has ${seen} others.`,
    fix: ({ busId }) =>
      `See why: dmesg | grep -i -e xid -e ${busId.slice(5)}. Xid 79, "fallen off the bus", is power, heat or seating: restart the host cold, and where it comes back, replace the board.`,
  }),
  deviceLent: message<{ busId: string; driver: string }>({
    severity: 'note',
    title: 'A GPU is with another driver',
    example: { busId: '0000:5e:00.0', driver: 'vfio-pci' },
    detail: ({ busId, driver }) =>
      `The GPU at ${busId} is with ${driver}, as for a virtual machine: containers of this host do not get it.`,
    fix: () => 'Nothing, where that is meant.',
  }),
  eccErrors: message<{ busId: string; name: string; errors: number }>({
    severity: 'warn',
    title: 'A GPU’s memory has errors',
    example: { busId: '0000:3b:00.0', name: 'NVIDIA H100 80GB HBM3', errors: 3 },
    detail: ({ busId, name, errors }) =>
      `${name} at ${busId} counts ${errors} uncorrected errors of its memory since the driver was loaded.`,
    fix: ({ busId }) =>
      `Reset it while nobody uses it: nvidia-smi --gpu-reset -i ${busId}; where errors come again, look at nvidia-smi -q -d ROW_REMAPPER and have it replaced.`,
  }),
  migOn: message<{ busIds: readonly string[]; of: number }>({
    severity: 'note',
    title: 'GPUs are cut into slices',
    example: { busIds: ['0000:3b:00.0'], of: 8 },
    detail: ({ busIds, of }) =>
      `MIG is on for ${busIds.length} of ${of} GPUs (${busIds.join(', ')}): whole ones are not on offer there.`,
    fix: ({ busIds }) =>
      `Give the device plugin a MIG strategy (single or mixed), or turn it off: nvidia-smi -i ${busIds[0] ?? '0'} -mig 0`,
  }),
};
