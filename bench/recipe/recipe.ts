import { execa } from 'execa';
import { type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { rateHigh } from '#lib/statistics/binomial.ts';
import { PEER } from '../link/world.ts';

/** One command of the adoption guide's manual recipe: what it took to be right, and what it shows when it is. */
export interface Step {
  readonly what: string;
  readonly seconds: number;
  readonly isGood: boolean;
  readonly shows: string;
}

type Judged = Pick<Step, 'isGood' | 'shows'>;

interface Command {
  readonly args: readonly string[];
  readonly judge: (stdout: string, code: number) => Judged;
}

const API = ['10.20.1.10', '10.20.2.10'] as const;
const RESOLVER = '10.20.1.53';
const ONPREM_DNS = '10.80.1.53';
const CLUSTER = '0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com';
const LEAST_MBPS = 1000;
/** In a black hole iperf3 never ends by itself: whoever reads the recipe gives up. */
const GIVES_UP_MS = 120_000;
const MOST_MS = 5;

/** Runs the recipe on the host, one command after another, as its reader does. */
export async function runRecipe(place: LabPlace, iperfSeconds: number): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const command of commands(iperfSeconds)) steps.push(await runStep(place, command));
  return steps;
}

function commands(iperfSeconds: number): readonly Command[] {
  return [
    { args: ['ping', '-n', '-c', '100', PEER], judge: judgePing },
    {
      args: ['ping', '-n', '-c', '5', '-M', 'do', '-s', '8972', PEER],
      judge: (stdout) => {
        const isGood = stdout.includes('5 received');
        return { isGood, shows: isGood ? '9000 bytes go there and back' : 'not 9000 bytes' };
      },
    },
    {
      args: ['traceroute', '-n', PEER],
      judge: (stdout) => ({ isGood: stdout.includes(PEER), shows: 'the routers there' }),
    },
    {
      args: ['iperf3', '-c', PEER, '-t', String(iperfSeconds), '-P', '10', '-w', '512K', '-J'],
      judge: judgeIperf3,
    },
    dig(RESOLVER),
    dig(ONPREM_DNS),
    ...API.map((address) => port(address, 443)),
    port(RESOLVER, 53),
  ];
}

function judgePing(stdout: string): Judged {
  const received = Number(/(\d+) received/.exec(stdout)?.[1] ?? 0);
  const averageMs = Number(/= [\d.]+\/([\d.]+)\//.exec(stdout)?.[1] ?? NaN);
  const loss = 100 * rateHigh(100 - received, 100, 0.05);
  return {
    isGood: received === 100 && averageMs < MOST_MS,
    shows: `loss below ${loss.toFixed(2)} %, mean ${averageMs} ms`,
  };
}

function judgeIperf3(stdout: string): Judged {
  const bps = Number(/"sum_received"[^}]*"bits_per_second":\s*([\d.]+)/.exec(stdout)?.[1] ?? NaN);
  return { isGood: bps / 1e6 >= LEAST_MBPS, shows: `${(bps / 1e9).toFixed(2)} Gbps to AWS` };
}

function dig(server: string): Command {
  return {
    args: ['dig', `@${server}`, CLUSTER, '+short'],
    judge: (stdout) => {
      const isGood = /^10\.20\./m.test(stdout);
      return { isGood, shows: isGood ? `${server} knows the API` : `${server} does not` };
    },
  };
}

function port(address: string, number: number): Command {
  return {
    args: ['nc', '-z', '-w', '3', address, String(number)],
    judge: (_stdout, code) => ({
      isGood: code === 0,
      shows: `${address}:${number} ${code === 0 ? 'open' : 'not open'}`,
    }),
  };
}

async function runStep(place: LabPlace, { args, judge }: Command): Promise<Step> {
  const startedMs = performance.now();
  const inside = ['netns', 'exec', namespaceOf(place, 'host'), ...args];
  const { stdout, exitCode = 1 } = await execa('ip', inside, {
    reject: false,
    timeout: GIVES_UP_MS,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  return { what: args.join(' '), seconds, ...judge(stdout, exitCode) };
}
