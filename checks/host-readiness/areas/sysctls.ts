import type { Finding } from '#core/finding.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';
import { settingsOf } from '../reading.ts';
import type { Setting } from '../words/sysctls.ts';

type SysctlFacts = { readonly values: { readonly [name: string]: string } };
type Row = {
  readonly name: string;
  readonly should: string;
  readonly fits: (is: string) => boolean;
};

const FORWARD = exactly('net.ipv4.ip_forward', '1');

const BRIDGE = [
  exactly('net.bridge.bridge-nf-call-iptables', '1'),
  exactly('net.bridge.bridge-nf-call-ip6tables', '1'),
];

/** 2 is loose, which lets asymmetric ways pass (ip-sysctl). */
const REVERSE_PATH = [
  { name: 'net.ipv4.conf.all.rp_filter', should: '0', fits: (is: string) => is !== '1' },
  { name: 'net.ipv4.conf.default.rp_filter', should: '0', fits: (is: string) => is !== '1' },
];

/** What EKS nodes in the cloud have (amazon-eks-ami). */
const INOTIFY = [
  atLeast('fs.inotify.max_user_instances', 8192),
  atLeast('fs.inotify.max_user_watches', 524_288),
];

/** What the kubelet holds the kernel to with protectKernelDefaults (pkg/kubelet/cm, "setupKernelTunables"). */
const KERNEL_DEFAULTS = [
  exactly('vm.overcommit_memory', '1'),
  exactly('vm.panic_on_oom', '0'),
  exactly('kernel.panic', '10'),
  exactly('kernel.panic_on_oops', '1'),
  exactly('kernel.keys.root_maxkeys', '1000000'),
  exactly('kernel.keys.root_maxbytes', '25000000'),
];

const ALL = [FORWARD, ...BRIDGE, ...REVERSE_PATH, ...INOTIFY, ...KERNEL_DEFAULTS];

export const sysctls = defineArea({
  name: 'sysctls',
  target: () => NO_TARGET,
  look: async (world): Promise<SysctlFacts> => {
    const read = ALL.map(async ({ name }) => {
      const text = await settingsOf(world, `/proc/sys/${name.replaceAll('.', '/')}`);
      return [name, text.trim()] as const;
    });
    const values = (await Promise.all(read)).filter(([, value]) => value !== '');
    return { values: Object.fromEntries(values) };
  },
  judge: ({ values }: SysctlFacts) => {
    const wrong = (rows: readonly Row[]): readonly Setting[] =>
      rows.flatMap(({ name, should, fits }) => {
        const is = values[name];
        return is === undefined || fits(is) ? [] : [{ name, is, should }];
      });
    return [
      ...(values[FORWARD.name] === undefined ? [say.sysctlUnreadable(FORWARD)] : []),
      ...told(wrong([FORWARD]), say.forwardingOff),
      ...told(wrong(BRIDGE), say.bridgeFilterOff),
      ...told(wrong(REVERSE_PATH), say.reversePathFilter),
      ...told(wrong(INOTIFY), say.inotifyLow),
      ...told(wrong(KERNEL_DEFAULTS), say.kernelDefaults),
    ];
  },
});

type Say = (data: { readonly settings: readonly Setting[] }) => Finding;

function told(settings: readonly Setting[], say: Say): readonly Finding[] {
  return settings.length === 0 ? [] : [say({ settings })];
}

function exactly(name: string, should: string): Row {
  return { name, should, fits: (is) => is === should };
}

function atLeast(name: string, least: number): Row {
  return { name, should: String(least), fits: (is) => Number(is) >= least };
}
