import type { Io } from '#core/io.ts';
import { judgeCase } from '#core/judge.ts';
import { planCases, type PlannedCase } from '#core/plan.ts';
import type { Site } from '#core/site.ts';
import type { SiteWebhook } from '#core/webhook.ts';
import { webhooks } from '../../checks/webhooks/check.ts';
import type { WebhookMeasurement, WebhookTarget } from '../../checks/webhooks/target.ts';
import { siteWith } from '../fakes/site.ts';

export const POD = { address: '10.85.3.7', port: 9443 } as const;
export const NAME = 'cert-manager-webhook.cert-manager.svc';
const OPTIONS = { timeoutMs: 1000, expiryWarningDays: 14 };

/** A webhook of a pod on premises, sound but for what a test spoils. */
export function hook(parts: Partial<SiteWebhook> = {}): SiteWebhook {
  return {
    ...{ name: 'webhook.cert-manager.io', serverName: NAME, path: '/validate' },
    ...{ trust: { kind: 'given', authority: 'file:/ca.crt' }, failurePolicy: 'Fail' },
    ...{ timeoutSeconds: 10, at: { kind: 'endpoint', ...POD } },
    ...parts,
  };
}

export function siteOf(...hooks: readonly SiteWebhook[]): Site {
  return siteWith({
    stage: 'after-join',
    targets: { ...siteWith().targets, webhooks: hooks },
    options: { webhooks: OPTIONS },
  });
}

export function planned(...hooks: readonly SiteWebhook[]): readonly PlannedCase[] {
  return planCases([webhooks], siteOf(...hooks));
}

/** The target of one planned case, by its id without the check’s. */
export function targetOf(id: string, ...hooks: readonly SiteWebhook[]): WebhookTarget {
  const one = planned(...hooks).find((other) => other.id === `webhooks:${id}`)?.case;
  if (one === undefined || !('target' in one)) throw new Error(`nothing to measure in ${id}`);
  // What the check itself has planned.
  return one.target as WebhookTarget;
}

export interface Judged {
  readonly measurement: WebhookMeasurement;
  /** As in `fail expired`. */
  readonly codes: readonly string[];
  readonly status: string;
  readonly text: string;
}

export async function judged(target: WebhookTarget, io: Io): Promise<Judged> {
  const measurement = await webhooks.measure(target, io, new AbortController().signal);
  const plain = JSON.parse(JSON.stringify(measurement)) as WebhookMeasurement;
  const outcome = judgeCase(webhooks, { caseName: 'it', target, measurement: plain }, []);
  if (!('findings' in outcome)) throw new Error('it was not judged', { cause: outcome });
  const { findings, status } = outcome;
  return {
    measurement: plain,
    status,
    codes: findings.map(({ severity, code }) => `${severity} ${code.replace('webhooks/', '')}`),
    text: findings.map(({ detail, fix }) => `${detail}\n${fix}`).join('\n'),
  };
}
