import { defineCommand } from '../../command.ts';
import { nameOption } from './name-option.ts';

export const exec = defineCommand({
  name: 'exec <host>',
  describe: 'Run a command on one of the lab’s hosts',
  options: (yargs) =>
    nameOption(yargs)
      .positional('host', {
        type: 'string',
        demandOption: true,
        describe: 'A name from lab status, or guest: a machine with a kernel of its own',
      })
      .usage('$0 lab exec <host> -- <command>\n\nRun a command on one of the lab’s hosts')
      .example('$0 lab exec host -- hybrid-preflight run -c …', 'this program, as its engineer')
      .example('$0 lab exec api-a -- curl -k https://10.20.1.10', 'any command of this machine')
      .example('$0 lab exec guest -- uname -r', 'boots in 2 s; it has an NFS client')
      .example('$0 lab exec onprem-router -- tcpdump -ni dx0', 'watch the WAN'),
  execute: async (argv, shell) =>
    (await import('../../execute/lab/exec.ts')).executeExec(argv, shell),
});
