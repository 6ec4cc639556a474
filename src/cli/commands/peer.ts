import { defineCommand } from '../command.ts';

export const peer = defineCommand({
  name: 'peer',
  describe: 'Be the far side: measure here what a host on the other side asks for',
  options: (yargs) =>
    yargs
      .option('listen', {
        type: 'string',
        requiresArg: true,
        default: '0.0.0.0:7443',
        describe: 'Address and TCP port to listen on',
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
      .option('allow', {
        type: 'string',
        array: true,
        requiresArg: true,
        default: [] as string[],
        defaultDescription: 'the host that calls',
        describe: 'Network that may be measured for the host, beside itself (repeatable)',
      })
      .option('once', {
        type: 'boolean',
        default: false,
        describe: 'End after one session, as for SSM Run Command or kubectl run',
      })
      .example('$0 peer --once', 'on an instance in the VPC; it prints what the host needs')
      .example('$0 peer --token-file peer.token --allow 10.80.0.0/16', 'as a service'),
  execute: async (argv, shell) => (await import('../execute/peer.ts')).executePeer(argv, shell),
});
