import { completed } from './request.ts';
import type { CompleteRequest, TraceMethod, TraceRequest } from './request.ts';
import type { TraceProgram } from './tool.ts';
import type { TraceTool } from './trace.ts';

/** How to run a program for a trace. */
export type TraceCommand = {
  readonly arguments: readonly string[];
  /** What of the request this program cannot do; it runs without. */
  readonly omitted: readonly (keyof TraceRequest)[];
  /** How long it takes if nobody answers, apart from its start. */
  readonly worstMs: number;
};

type Lacking = { readonly [method in TraceMethod]: readonly (keyof TraceRequest)[] };

const WITHOUT_PORTS: Lacking = { udp: [], icmp: ['port', 'sourcePort'], tcp: [] };

type Recipe = {
  readonly methods: readonly TraceMethod[];
  readonly isIpv4Only?: true;
  /** All probes of a run can be one flow, and that within a second or two. */
  readonly keepsFlow?: true;
  /** What it cannot do with one of its methods. */
  readonly lacks?: Partial<Lacking>;
  readonly cannot: readonly (keyof TraceRequest)[];
  readonly options: (request: CompleteRequest, version: string | null) => readonly string[];
  /** What comes behind the target. */
  readonly size: (request: CompleteRequest) => readonly string[];
  readonly worstMs: (request: CompleteRequest) => number;
};

/**
 * Measured over 3 routers, 30 TTLs of which 28 silent, on 2 CPUs: Butskoy's traceroute 1.01 s (28 s by its defaults,
 * computed); mtr as root 1.3 s, as another user 4.1 s; busybox and inetutils (and BSD, by its source) 1 s for every
 * silent probe; tracepath 3 s for every silent TTL. busybox and the others must be stopped,
 * and for that tracepath needs `stdbuf -oL`: into a pipe it prints nothing before its end.
 */
const RECIPES: { readonly [tool in TraceTool]: Recipe } = {
  traceroute: {
    methods: ['udp', 'icmp', 'tcp'],
    keepsFlow: true,
    cannot: [],
    options: (request, version) => [
      ...['-n', ...butskoyMethod(request)],
      ...['-f', `${request.firstTtl}`, '-m', `${request.maxTtl}`, '-q', `${request.probesPerHop}`],
      ...['-w', butskoyWait(request, version)],
      ...butskoyFlow(request),
      ...(request.isFragmentable ? [] : ['-F']),
    ],
    size: sizeBehind,
    worstMs: (request) => request.waitMs * (isOneByOne(request) ? probes(request) : 1),
  },
  inetutils: {
    methods: ['udp', 'icmp'],
    isIpv4Only: true,
    // With -f it begins to count at 1 nevertheless (2.4): the hops would have wrong numbers.
    cannot: ['sourcePort', 'firstTtl', 'packetBytes', 'isFragmentable'],
    options: (request) => [
      ...['-M', request.method, '-m', `${request.maxTtl}`, '-q', `${request.probesPerHop}`],
      ...['-w', wholeSeconds(request), ...portOption('-p', request)],
    ],
    size: () => [],
    worstMs: (request) => sequentialMs({ ...request, firstTtl: 1 }),
  },
  busybox: {
    methods: ['udp', 'icmp'],
    cannot: ['sourcePort'],
    options: (request) => [
      ...['-n', ...(request.method === 'icmp' ? ['-I'] : [])],
      ...['-f', `${request.firstTtl}`, '-m', `${request.maxTtl}`, '-q', `${request.probesPerHop}`],
      ...['-w', wholeSeconds(request), ...portOption('-p', request)],
      ...(request.isFragmentable ? [] : ['-F']),
    ],
    size: sizeBehind,
    worstMs: sequentialMs,
  },
  bsd: {
    methods: ['udp', 'icmp', 'tcp'],
    // traceroute6 is another program, with other options.
    isIpv4Only: true,
    cannot: ['sourcePort'],
    options: (request) => [
      ...['-n', ...(request.method === 'udp' ? [] : ['-P', request.method])],
      ...['-f', `${request.firstTtl}`, '-m', `${request.maxTtl}`, '-q', `${request.probesPerHop}`],
      // -e: the port stays as it is.
      ...['-w', wholeSeconds(request), ...(request.port === null ? [] : ['-e'])],
      ...portOption('-p', request),
      ...(request.isFragmentable ? [] : ['-F']),
    ],
    size: sizeBehind,
    worstMs: sequentialMs,
  },
  tracepath: {
    methods: ['udp'],
    cannot: ['sourcePort', 'firstTtl', 'probesPerHop', 'waitMs', 'isFragmentable'],
    options: (request) => [
      ...['-n', '-m', `${request.maxTtl}`, ...portOption('-p', request)],
      ...(request.packetBytes === null ? [] : ['-l', `${request.packetBytes}`]),
    ],
    size: () => [],
    worstMs: (request) => 3000 * request.maxTtl,
  },
  mtr: {
    methods: ['udp', 'icmp', 'tcp'],
    cannot: ['isFragmentable'],
    lacks: { tcp: ['sourcePort'] },
    options: (request) => [
      ...['-n', '--raw', ...mtrMethod(request)],
      ...['-f', `${request.firstTtl}`, '-m', `${request.maxTtl}`, '-c', `${request.probesPerHop}`],
      // -U: go on after that many silent hops, not only after 5.
      ...['-U', `${request.maxTtl}`, '-i', `${mtrIntervalMs(request) / 1000}`],
      ...['-G', `${request.waitMs / 1000}`],
      ...(request.packetBytes === null ? [] : ['-s', `${request.packetBytes}`]),
    ],
    size: () => [],
    worstMs: (request) =>
      // A round takes its interval, but the first goes on at a tenth of it per hop.
      request.waitMs +
      mtrIntervalMs(request) * (request.probesPerHop - 1 + Math.max(10, hops(request)) / 10),
  },
};

/** Returns how to trace this with that program; a TypeError for what is no request, or cannot be done with it at all. */
export function traceCommand({ tool, version }: TraceProgram, request: TraceRequest): TraceCommand {
  const complete = completed(request);
  const recipe = RECIPES[tool];
  if (!isPossible(recipe, complete)) {
    throw new TypeError(`${tool} does not trace ${complete.target} with ${complete.method}`);
  }
  return {
    arguments: [
      ...recipe.options(complete, version),
      '--',
      complete.target,
      ...recipe.size(complete),
    ],
    omitted: lacking(recipe, complete.method).filter((name) => request[name] !== undefined),
    worstMs: Math.round(recipe.worstMs(complete)),
  };
}

function lacking(recipe: Recipe, method: TraceMethod): readonly (keyof TraceRequest)[] {
  const ofMethod = recipe.lacks?.[method] ?? WITHOUT_PORTS[method];
  return [...new Set([...recipe.cannot, ...ofMethod])];
}

/** Returns whether the program has the method and the family of addresses. */
export function canTrace(tool: TraceTool, request: TraceRequest): boolean {
  return isPossible(RECIPES[tool], completed(request));
}

/** Returns whether a source port makes one flow of all probes: docs/decisions/0010-one-source-port-one-way.md. */
export function canKeepFlow(tool: TraceTool): boolean {
  return RECIPES[tool].keepsFlow === true;
}

function isPossible(recipe: Recipe, { method, isIpv6 }: CompleteRequest): boolean {
  return recipe.methods.includes(method) && !(isIpv6 && recipe.isIpv4Only === true);
}

function butskoyMethod({ method, port }: CompleteRequest): readonly string[] {
  const fixed = port === null ? [] : ['-p', `${port}`];
  if (method === 'icmp') return ['-I'];
  // -O info: print the TCP flags of the answer. -U: keep to one port.
  if (method === 'tcp') return ['-T', '-O', 'info', ...fixed];
  return port === null ? [] : ['-U', ...fixed];
}

/**
 * Since 2.1.0: not longer than 3 times what this hop took for another answer, or 10 times what a later one took; if
 * there is none, all of it. One number means all of it in any case. Before 2.1.0 there is only that.
 */
function butskoyWait({ waitMs }: CompleteRequest, version: string | null): string {
  const isOld = version !== null && /^(?:1|2\.0)\./.test(version);
  return isOld ? `${waitMs / 1000}` : `${waitMs / 1000},3,10`;
}

function butskoyFlow(request: CompleteRequest): readonly string[] {
  return isOneByOne(request)
    ? [`--sport=${String(request.sourcePort)}`]
    : ['-N', `${probes(request)}`];
}

/** A fixed source port implies one probe at a time; otherwise all are sent at once. */
function isOneByOne({ sourcePort, method }: CompleteRequest): boolean {
  return sourcePort !== null && method !== 'icmp';
}

/** -L, the source port, is for UDP only (mtr 0.95). */
function mtrMethod(request: CompleteRequest): readonly string[] {
  const { method, sourcePort } = request;
  if (method === 'icmp') return [];
  if (method === 'tcp') {
    return ['-T', '-Z', `${Math.ceil(request.waitMs / 1000)}`, ...portOption('-P', request)];
  }
  const from = sourcePort === null ? [] : ['-L', `${sourcePort}`];
  return ['-u', ...from, ...portOption('-P', request)];
}

function mtrIntervalMs({ isRoot }: CompleteRequest): number {
  return isRoot ? 100 : 1000;
}

function portOption(option: string, { method, port }: CompleteRequest): readonly string[] {
  return port === null || method === 'icmp' ? [] : [option, `${port}`];
}

function sizeBehind({ packetBytes }: CompleteRequest): readonly string[] {
  return packetBytes === null ? [] : [`${packetBytes}`];
}

function hops({ firstTtl, maxTtl }: CompleteRequest): number {
  return maxTtl - firstTtl + 1;
}

function probes(request: CompleteRequest): number {
  return hops(request) * request.probesPerHop;
}

function wholeSeconds({ waitMs }: CompleteRequest): string {
  return `${Math.ceil(waitMs / 1000)}`;
}

function sequentialMs(request: CompleteRequest): number {
  return probes(request) * Math.ceil(request.waitMs / 1000) * 1000;
}
