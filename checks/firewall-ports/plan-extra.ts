import type { Case, Vantage } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import { identity, sourcesOf } from './identity.ts';
import { type ExtraTarget, PEER, type PortOptions, type PortTarget, THIS_NODE } from './target.ts';

/** One case for each port of a target of one's own, in each direction that it asks for. */
export function casesOfExtra(
  extra: ExtraTarget,
  site: Site,
  options: PortOptions,
): readonly Case<PortTarget>[] {
  const vantages = VANTAGES[extra.direction];
  return vantages.flatMap((from) =>
    portsOf(extra.port).map((port) => caseOf({ extra, from, port }, site, options)),
  );
}

const VANTAGES: Readonly<Record<ExtraTarget['direction'], readonly Vantage[]>> = {
  'to-aws': ['local'],
  'to-on-prem': ['peer'],
  both: ['local', 'peer'],
};

/** Reads 443, or "30000-30999". */
function portsOf(port: number | string): readonly number[] {
  const [from = 0, to = from] = String(port).split('-').map(Number);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

interface One {
  readonly extra: ExtraTarget;
  readonly from: Vantage;
  readonly port: number;
}

function caseOf({ extra, from, port }: One, site: Site, options: PortOptions): Case<PortTarget> {
  const { name, protocol } = extra;
  const host = hostOf(extra, from);
  const known = identity(protocol, host, port);
  if (host === PEER && site.peer === undefined) {
    return { ...known, from, notApplicable: 'It goes to the peer, and the config names none.' };
  }
  return {
    ...known,
    from,
    target: {
      entry: 'extra',
      component: name,
      protocol,
      host,
      port,
      weight: 'required',
      // The sides themselves need no service there: they listen for each other.
      expects: host === PEER || host === THIS_NODE ? 'path' : 'listener',
      direction: from === 'peer' ? 'to-on-prem' : 'to-aws',
      note: 'Named in this config.',
      sources: sourcesOf(from, site),
      cluster: site.cluster.name,
      timeoutMs: options.timeoutMs,
      asksDns: protocol === 'udp' && port === 53,
      aws: null,
    },
  };
}

/** A host is named for one direction; the other goes to where the asking side is. */
function hostOf({ host, direction }: ExtraTarget, from: Vantage): string {
  const isNamed = host !== undefined && !(direction === 'both' && from === 'peer');
  if (isNamed) return host;
  return from === 'peer' ? THIS_NODE : PEER;
}
