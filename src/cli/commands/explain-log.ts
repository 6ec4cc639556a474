import { defineCommand } from '../command.ts';
import { TEXT_FORMATS } from '../text-format.ts';

export const explainLog = defineCommand({
  name: 'explain-log [file..]',
  describe:
    'Explain the errors in logs of kubelet, nodeadm, containerd, SSM and the network plugin',
  options: (yargs) =>
    yargs
      .positional('file', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Log files; - or nothing is standard input',
      })
      .option('format', {
        choices: TEXT_FORMATS,
        default: 'text' as const,
        describe: 'For people, or for programs',
      })
      .example('journalctl -u kubelet --since -1h | $0 explain-log', 'what keeps the node away')
      .example('nodeadm init -c file://nodeConfig.yaml 2>&1 | $0 explain-log', 'as it happens')
      .example('$0 explain-log /var/log/amazon/ssm/errors.log kubelet.log', 'several files')
      .example('$0 explain-log -', 'what you paste; end it with Ctrl-D'),
  execute: async (argv, shell) =>
    (await import('../execute/explain-log.ts')).executeExplainLog(argv, shell),
});
