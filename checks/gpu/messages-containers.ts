import { message } from '#core/messages.ts';

type Nothing = { readonly [key: string]: never };

/** What stands between a driver that works and a pod that has a GPU. */
export const CONTAINER_MESSAGES = {
  fabricManagerMissing: message<{ switches: number }>({
    severity: 'fail',
    title: 'The fabric manager is not installed',
    example: { switches: 4 },
    detail: ({ switches }) =>
      `${switches} NVSwitches are on PCI, and there is no nv-fabricmanager: CUDA then ends with "system not yet initialized" (802).`,
    fix: () =>
      'Install nvidia-fabricmanager of the very version of the driver: apt-get install nvidia-fabricmanager-550=…; systemctl enable --now nvidia-fabricmanager',
  }),
  fabricManagerDown: message<{ switches: number; service: string }>({
    severity: 'fail',
    title: 'The fabric manager does not run',
    example: { switches: 4, service: 'inactive' },
    detail: ({ switches, service }) =>
      `${switches} NVSwitches are on PCI, and the service nvidia-fabricmanager is ${service}: CUDA then ends with "system not yet initialized" (802).`,
    fix: () =>
      'systemctl enable --now nvidia-fabricmanager; journalctl -u nvidia-fabricmanager says why it ends.',
  }),
  fabricManagerMismatch: message<{ manager: string; driver: string }>({
    severity: 'fail',
    title: 'Fabric manager and driver differ',
    example: { manager: '550.54.15', driver: '550.127.08' },
    detail: ({ manager, driver }) =>
      `The fabric manager is ${manager}, the driver ${driver}: it starts only beside a driver of its own version.`,
    fix: ({ driver }) => `Install nvidia-fabricmanager ${driver}, and hold both packages together.`,
  }),
  fabricManagerUnclear: message<{ said: string }>({
    severity: 'inconclusive',
    title: 'The fabric manager’s version is not known',
    example: { said: 'nothing within 20000 ms' },
    detail: ({ said }) => `nv-fabricmanager --version said: ${said}.`,
    fix: () => 'Run it by hand: nv-fabricmanager --version',
  }),
  toolkitMissing: message<Nothing>({
    severity: 'fail',
    title: 'The container toolkit is not installed',
    example: {},
    detail: () => 'There is no nvidia-ctk: containers do not get at the GPUs.',
    fix: () =>
      'Install it: apt-get install nvidia-container-toolkit, or dnf install nvidia-container-toolkit; or say checks.gpu.operator: true where the GPU Operator brings it.',
  }),
  toolkitUnclear: message<{ said: string }>({
    severity: 'inconclusive',
    title: 'The container toolkit’s version is not known',
    example: { said: 'it may not be run' },
    detail: ({ said }) => `nvidia-ctk --version said: ${said}.`,
    fix: () => 'Run it by hand: nvidia-ctk --version',
  }),
  containerdAbsent: message<Nothing>({
    severity: 'note',
    title: 'containerd has no config yet',
    example: {},
    detail: () =>
      'There is no /etc/containerd/config.toml: nodeadm install brings containerd. Its runtime for GPUs was not looked at.',
    fix: () =>
      'After nodeadm install: nvidia-ctk runtime configure --runtime=containerd; systemctl restart containerd; then run this again.',
  }),
  containerdUnreadable: message<{ file: string; why: string }>({
    severity: 'inconclusive',
    title: 'containerd’s config cannot be read',
    example: { file: '/etc/containerd/config.toml', why: 'line 12: no = follows the key' },
    detail: ({ file, why }) => `${file}: ${why}. Its runtimes are not known.`,
    fix: ({ file }) =>
      `Mend ${file}, or run as root; containerd config dump says what containerd makes of it.`,
  }),
  runtimeMissing: message<{
    file: string;
    runtimes: readonly string[];
    ignored: readonly string[];
  }>({
    severity: 'fail',
    title: 'containerd has no runtime for GPUs',
    example: {
      file: '/etc/containerd/config.toml',
      runtimes: ['runc'],
      ignored: ['/etc/containerd/conf.d/99-nvidia.toml'],
    },
    detail: ({ file, runtimes, ignored }) =>
      `${file} and what it imports name ${runtimes.length === 0 ? 'no runtime' : `the runtimes ${runtimes.join(', ')}`}, and not nvidia.${ignored.length === 0 ? '' : ` ${ignored.join(', ')} is not imported.`}`,
    fix: ({ ignored }) =>
      ignored.length === 0
        ? 'nvidia-ctk runtime configure --runtime=containerd --set-as-default; systemctl restart containerd'
        : 'Let config.toml say imports = ["/etc/containerd/conf.d/*.toml"]; systemctl restart containerd',
  }),
  runtimeNotDefault: message<{ defaultRuntime: string | null }>({
    severity: 'note',
    title: 'The runtime for GPUs is not the default',
    example: { defaultRuntime: 'runc' },
    detail: ({ defaultRuntime }) =>
      `containerd has the runtime nvidia, and starts pods with ${defaultRuntime ?? 'runc'} unless they ask for it.`,
    fix: () =>
      'Give the pods, the device plugin’s too, runtimeClassName: nvidia; or nvidia-ctk runtime configure --runtime=containerd --set-as-default',
  }),
  cdiOff: message<{ version: number; file: string }>({
    severity: 'note',
    title: 'containerd does not inject devices by CDI',
    example: { version: 2, file: '/etc/containerd/config.toml' },
    detail: ({ version, file }) =>
      `${file} (version ${version}) does not turn on enable_cdi: DRA, and device plugins that name devices by CDI, do not work.`,
    fix: () =>
      'nvidia-ctk runtime configure --runtime=containerd --cdi.enabled; systemctl restart containerd; containerd 2.0 and later have it on.',
  }),
  cdiSpecMissing: message<Nothing>({
    severity: 'note',
    title: 'No file describes the GPUs to runtimes',
    example: {},
    detail: () =>
      'Neither /etc/cdi nor /var/run/cdi has a file of the kind nvidia.com/gpu; a driver of DRA writes its own, a device plugin may need this one.',
    fix: () => 'nvidia-ctk cdi generate --output=/var/run/cdi/nvidia.yaml; nvidia-ctk cdi list',
  }),
  draNotStable: message<{ kubernetesVersion: string; stable: string }>({
    severity: 'note',
    title: 'This Kubernetes has no stable DRA',
    example: { kubernetesVersion: '1.33', stable: '1.34' },
    detail: ({ kubernetesVersion, stable }) =>
      `The cluster is ${kubernetesVersion}; sharing out devices by DRA (resource.k8s.io/v1) is stable from ${stable} on.`,
    fix: ({ stable }) => `Upgrade the cluster to ${stable}, or take the device plugin.`,
  }),
};
