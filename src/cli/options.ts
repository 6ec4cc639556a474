import type { Argv } from 'yargs';
import { DEFAULT_STAGE, STAGES } from '#core/stage.ts';
import { FAIL_ON } from '#core/summary.ts';

/** `--config` and `--node-config`, for every command that reads a config. */
export function configOption<T>(yargs: Argv<T>) {
  return nodeConfigOption(yargs).option('config', {
    alias: 'c',
    type: 'string',
    requiresArg: true,
    describe: 'Config file [default: ./preflight.yaml, then the user’s and the system’s]',
  });
}

/** The folder whose answers `aws-routes` judges. */
export function awsJsonOption<T>(yargs: Argv<T>) {
  return yargs.option('aws-json', {
    type: 'string',
    requiresArg: true,
    describe: 'A folder of saved answers (aws … --output json > file): aws-routes judges them',
  });
}

/** AWS itself as a source, with the user's own credentials. */
export function awsOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('aws', {
      type: 'boolean',
      default: false,
      describe: 'Ask AWS itself, with the credentials of the environment or profile; reads only',
    })
    .option('cluster', {
      type: 'string',
      requiresArg: true,
      describe: 'The cluster that --aws asks about [default: that of the files]',
    })
    .option('region', {
      type: 'string',
      requiresArg: true,
      describe: 'Its region [default: that of the files, then AWS_REGION, then the profile’s]',
    })
    .option('save-aws', {
      type: 'string',
      requiresArg: true,
      describe: 'Keep what --aws was told in this new folder, for --aws-json or a ticket',
    });
}

/** What the cluster itself says of its webhooks. */
export function clusterJsonOption<T>(yargs: Argv<T>) {
  return yargs.option('cluster-json', {
    type: 'string',
    requiresArg: true,
    describe:
      'Saved webhooks, APIServices, Services and EndpointSlices (kubectl get … -A -o json > file): webhooks tests them',
  });
}

/** The file that nodeadm will be given. */
export function nodeConfigOption<T>(yargs: Argv<T>) {
  return yargs.option('node-config', {
    type: 'string',
    requiresArg: true,
    describe: 'The NodeConfig for nodeadm: fills what the config leaves open, or stands in for it',
  });
}

/** Options that choose cases. */
export function selectionOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('only', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [] as string[],
      defaultDescription: 'all',
      describe: 'Run only these checks or cases; * stands for anything (repeatable)',
    })
    .option('skip', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [] as string[],
      defaultDescription: 'none',
      describe: 'Leave out these checks or cases (repeatable)',
    });
}

/** How far the host is: what is planned depends on it. */
export function stageOption<T>(yargs: Argv<T>) {
  return yargs.option('stage', {
    choices: STAGES,
    default: DEFAULT_STAGE,
    describe: 'How far this host is: what makes no sense at that stage is skipped',
  });
}

/** Options that weigh what was measured. */
export function judgingOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('baseline', {
      type: 'string',
      requiresArg: true,
      describe: 'Baseline to judge by, instead of the config’s: direct-connect, vpn, aws-minimum',
    })
    .option('fail-on', {
      choices: FAIL_ON,
      default: 'fail' as const,
      describe: 'The mildest verdict that makes the exit code say so',
    });
}

/** Options that say where the report goes. */
export function outputOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('output', {
      alias: 'o',
      type: 'string',
      array: true,
      requiresArg: true,
      default: [] as string[],
      defaultDescription: 'terminal',
      describe: 'Report as format or format=path: terminal, json, junit (repeatable)',
    })
    .option('quiet', {
      alias: 'q',
      type: 'boolean',
      default: false,
      describe: 'No progress and no terminal report; the exit code and -o remain',
    })
    .option('progress', {
      type: 'boolean',
      default: true,
      describe: 'Show progress on standard error; --no-progress turns it off',
    });
}
