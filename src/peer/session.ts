import { attempt, type Attempt } from '#core/attempt.ts';
import type { Channel } from '#core/channel.ts';
import { type AnyCheck, CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Far, Side } from '#core/far.ts';
import type { Io } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import { narrow } from '#core/narrow.ts';
import { createAllowance } from './allowance.ts';
import { FarOverLink } from './far-over-link.ts';
import type { Act } from './admit.ts';
import { guardIo } from './guard.ts';
import { Link, type Serving } from './link.ts';
import type { Policy } from './policy.ts';
import type { Request } from './requests.ts';
import { peerSidePolicy } from './side-policy.ts';
import { SideService } from './side-service.ts';

/** What a peer tells of a session, for its audit log. */
export type Event =
  | { readonly event: 'hello'; readonly tool: string; readonly protocol: number }
  | { readonly event: 'measure'; readonly id: number; readonly check: string }
  | ({ readonly event: 'act' } & Act)
  | { readonly event: 'broken'; readonly why: string }
  | { readonly event: 'end' };

export interface SessionOptions {
  readonly tool: string;
  readonly checks: readonly AnyCheck[];
  readonly io: Io;
  /** What this machine can do for the host. */
  readonly near: Side;
  readonly policy: Policy;
  readonly vpcResolver?: Endpoint;
  readonly audit: (event: Event) => void;
}

/** Longer than any run: whoever forgets to hang up does not stay. */
const MOST_SESSION_MS = 2 * 3_600_000;

/** Serves one host until it hangs up, breaks the protocol, has stayed too long, or the signal aborts. */
export function serve(channel: Channel, options: SessionOptions, signal: AbortSignal): void {
  const { io, near, policy, audit, tool } = options;
  const { clock } = io;
  const tell = (act: Act): void => {
    audit({ event: 'act', ...act });
  };
  const allowance = createAllowance(clock.nowMs);
  const world = guardIo(io, {
    policy,
    audit: tell,
    allowance,
    ...(options.vpcResolver === undefined ? {} : { vpcResolver: options.vpcResolver }),
  });
  const ends = { address: channel.localAddress, caller: policy.caller };
  const service = new SideService({
    ...{ near, ends, clock, audit: tell },
    policy: peerSidePolicy(policy),
  });
  const link: Link = new Link(channel, {
    clock,
    self: { role: 'peer', tool, checks: options.checks.map(({ id }) => id) },
    serve: (request, serving) => {
      if (request.kind !== 'measure') return service.serve(request, serving.id, serving.signal);
      audit({ event: 'measure', id: serving.id, check: request.check });
      const far = farOf(channel, link, serving.id);
      return measure(request, { ...options, io: { ...world, far } }, serving);
    },
  });
  link.greeted.then(
    ({ protocol, tool: other }) => {
      audit({ event: 'hello', tool: other, protocol });
    },
    () => undefined,
  );
  const over = new AbortController();
  link.onEnd((why) => {
    over.abort();
    void service.close();
    if (why !== undefined) audit({ event: 'broken', why });
    audit({ event: 'end' });
  });
  closeWhenDue(link, clock.sleep(MOST_SESSION_MS, over.signal), signal);
}

function farOf({ localAddress, remoteAddress }: Channel, link: Link, within: number): Far {
  return new FarOverLink({ link, address: remoteAddress, ownAddress: localAddress, within });
}

function closeWhenDue(link: Link, tooLong: Promise<void>, signal: AbortSignal): void {
  const close = (): void => {
    link.close();
  };
  tooLong.then(close, () => undefined);
  signal.addEventListener('abort', close);
}

async function measure(
  { check: checkId, target, deadlineMs }: Extract<Request, { kind: 'measure' }>,
  { checks, io }: Pick<SessionOptions, 'checks'> & { readonly io: Io & { readonly far: Far } },
  { signal, progress }: Serving,
): Promise<Json> {
  const check = checks.find(({ id }) => id === checkId);
  const tried = await attempt(
    checkId,
    async (signal) => {
      if (check === undefined) throw new Error(`the peer has no check "${checkId}"`);
      return check.measure(target, narrow({ ...io, progress }, check.needs), signal);
    },
    { clock: io.clock, deadlineMs, signal },
  );
  return measurementOf(tried);
}

/** Throws what the host is to hear as a fault. */
function measurementOf(tried: Attempt): Json {
  switch (tried.kind) {
    case 'measured':
      return tried.measurement;
    case 'not-applicable':
      throw new CannotMeasure(tried.why, 'Leave this case out: the peer has nothing of the kind.');
    case 'interrupted':
      throw new CannotMeasure('It was cancelled.', 'Run again.');
    case 'faulted': {
      const { fault } = tried;
      if (fault.kind !== 'bug') throw new CannotMeasure(fault.message, fault.fix);
      const bug = new Error(fault.message);
      bug.stack = fault.stack;
      throw bug;
    }
  }
}
