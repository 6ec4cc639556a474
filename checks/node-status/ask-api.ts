import type { ApiQuestion } from '#core/kubelet.ts';
import { readComplaint } from '#lib/kubernetes/complaint.ts';
import type { NodeAnswer } from './target.ts';
import type { World } from './world.ts';

export type ApiAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | Exclude<NodeAnswer, { kind: 'node' | 'no-name' }>;

/** Asks the API for one path with the kubelet's credentials. */
export async function askApi(
  question: ApiQuestion,
  { kubelet }: Pick<World, 'kubelet'>,
  signal: AbortSignal,
): Promise<ApiAnswer> {
  const asked = await kubelet.ask(question, signal);
  if (asked.kind !== 'ran') return { kind: asked.kind };
  const { run } = asked;
  switch (run.kind) {
    case 'not-found':
      return { kind: 'no-kubectl' };
    case 'timeout':
      return { kind: 'failed', what: 'unreachable', said: `no answer within ${run.afterMs} ms` };
    case 'failed':
      return { kind: 'failed', what: 'unclear', said: run.why };
    case 'exited': {
      if (run.code === 0) return { kind: 'text', text: run.stdout };
      const { kind: what, said } = readComplaint(run.stderr);
      return { kind: 'failed', what, said };
    }
  }
}
