import type { Argv } from 'yargs';
import { defineCommand } from '../command.ts';

export const peer = defineCommand({
  name: 'peer',
  describe: 'Be the far side: measure here what a host on the other side asks for',
  options: (yargs) =>
    limits(yargs)
      .option('listen', {
        type: 'string',
        requiresArg: true,
        defaultDescription: '0.0.0.0:7443',
        describe: 'Address and TCP port to listen on',
      })
      .option('dial', {
        type: 'string',
        requiresArg: true,
        conflicts: 'listen',
        describe:
          'Call the host at this address and port instead, where only this side may open connections',
      })
      .option('token-file', {
        type: 'string',
        requiresArg: true,
        describe:
          'File with the token that both sides share; without it one is made and shown once',
      })
      .option('token-env', {
        type: 'string',
        requiresArg: true,
        conflicts: 'token-file',
        describe: 'Environment variable with the token',
      })
      .option('mount', {
        type: 'boolean',
        default: false,
        describe:
          'Let the host have NFS exports mounted, written and read here, at servers that --allow names (takes root)',
      })
      .option('once', {
        type: 'boolean',
        default: false,
        describe:
          'End after one session, or 15 minutes without one, as for SSM Run Command or kubectl run',
      })
      .example('$0 peer --once', 'on an instance in the VPC; it prints what the host needs')
      .example('$0 peer --token-file peer.token --allow 10.80.0.0/16', 'as a service')
      .example('$0 peer --dial 10.80.1.10:7443 --token-file peer.token', 'where the host waits'),
  execute: async (argv, shell) => (await import('../execute/peer.ts')).executePeer(argv, shell),
});

/** What the peer may do for whoever holds its token. */
function limits<Options>(yargs: Argv<Options>) {
  return yargs
    .option('allow', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [] as string[],
      defaultDescription: 'the host that calls',
      describe: 'Network that may be measured for the host, beside itself (repeatable)',
    })
    .option('ports', {
      type: 'string',
      requiresArg: true,
      default: '1-65535',
      describe: 'Ports that may be sent to and listened on, as in 53,443,10250,30000-32767',
    })
    .option('reflect', {
      type: 'string',
      requiresArg: true,
      describe:
        'Also answer unauthenticated test packets (STAMP, TWAMP-Light) of the --allow networks, at this address and UDP port, as in 0.0.0.0:862',
    })
    .option('vpc-resolver', {
      type: 'string',
      requiresArg: true,
      defaultDescription: '169.254.169.253:53',
      describe: 'Resolver to ask where the VPC’s own is meant',
    });
}
