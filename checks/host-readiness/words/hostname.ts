import { message } from '#core/messages.ts';

export type Named = {
  readonly name: string;
  readonly why: string;
  readonly found: readonly string[];
  readonly own: readonly string[];
};

const NODE: Named = { name: 'node-1', why: '', found: [], own: ['10.80.1.10'] };

export const hostnameWords = {
  hostnameUnfit: message<Named>({
    severity: 'fail',
    title: 'The host name cannot name a node',
    example: { ...NODE, name: 'Node_1', why: 'has capital letters' },
    detail: ({ name, why }) => `"${name}" ${why}: nodes are named by RFC 1123, in small letters.`,
    fix: () => 'Give it another:\n$ sudo hostnamectl set-hostname node-1.example.com',
  }),
  hostnameLocal: message<Named>({
    severity: 'fail',
    title: 'The host has no name of its own',
    example: { ...NODE, name: 'localhost' },
    detail: ({ name }) => `It is called ${name}, as every host that nobody named.`,
    fix: () => 'Give it one:\n$ sudo hostnamectl set-hostname node-1.example.com',
  }),
  hostnameUnresolved: message<Named>({
    severity: 'warn',
    title: 'The host does not find its own name',
    example: { ...NODE, why: 'ENOTFOUND' },
    detail: ({ name, why }) =>
      `Looking ${name} up gave ${why}. With IAM Roles Anywhere the address of the node is taken from it.`,
    fix: ({ name, own }) =>
      `Put it into DNS, or here:\n$ echo '${own[0] ?? '10.80.1.10'} ${name}' | sudo tee -a /etc/hosts`,
  }),
  hostnameElsewhere: message<Named>({
    severity: 'warn',
    title: 'The host’s name leads elsewhere',
    example: { ...NODE, found: ['192.0.2.7'] },
    detail: ({ name, found, own }) =>
      `${name} resolves to ${found.join(', ')}; this host has ${own.join(', ')}. With IAM Roles Anywhere the node would announce an address that is not its own.`,
    fix: ({ name }) => `Correct DNS or /etc/hosts:\n$ getent ahosts ${name}`,
  }),
  hostnameLoopback: message<Named>({
    severity: 'note',
    title: 'The host’s name stands for loopback',
    example: { ...NODE, found: ['127.0.1.1'] },
    detail: ({ name, found }) =>
      `${name} resolves to ${found.join(', ')} only, as Debian and Ubuntu write it into /etc/hosts. The kubelet then takes the address of the default route.`,
    fix: () =>
      'Nothing, unless the host has several addresses: then set --node-ip for the kubelet.',
  }),
};
