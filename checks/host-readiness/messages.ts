import { defineMessages } from '#core/messages.ts';
import { cgroupsWords } from './words/cgroups.ts';
import { clockWords } from './words/clock.ts';
import { containerdWords } from './words/containerd.ts';
import { credentialsWords } from './words/credentials.ts';
import { firewallWords } from './words/firewall.ts';
import { hostnameWords } from './words/hostname.ts';
import { kernelWords } from './words/kernel.ts';
import { leftoversWords } from './words/leftovers.ts';
import { limitsWords } from './words/limits.ts';
import { modulesWords } from './words/modules.ts';
import { osWords } from './words/os.ts';
import { portsWords } from './words/ports.ts';
import { proxiesWords } from './words/proxies.ts';
import { resourcesWords } from './words/resources.ts';
import { swapWords } from './words/swap.ts';
import { sysctlsWords } from './words/sysctls.ts';

/** The words of all areas, in the order of the reports. */
export const { say, vocabulary } = defineMessages('host-readiness', {
  ...osWords,
  ...kernelWords,
  ...resourcesWords,
  ...swapWords,
  ...cgroupsWords,
  ...modulesWords,
  ...sysctlsWords,
  ...limitsWords,
  ...containerdWords,
  ...portsWords,
  ...firewallWords,
  ...leftoversWords,
  ...hostnameWords,
  ...clockWords,
  ...proxiesWords,
  ...credentialsWords,
});
