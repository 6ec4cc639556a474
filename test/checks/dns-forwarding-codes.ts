import type { Io } from '#core/io.ts';
import { judgeCase } from '#core/judge.ts';
import { type PlannedCase, planCases } from '#core/plan.ts';
import type { Site } from '#core/site.ts';
import { dnsForwarding } from '../../checks/dns-forwarding/check.ts';

/** `severity code` of the findings of each case that has some. */
export type Codes = Readonly<Record<string, readonly string[]>>;

/** Plans, measures and judges every case of this host's side. */
export async function codesOf(site: Site, io: Io): Promise<Codes> {
  const cases = planCases([dnsForwarding], site).filter(({ case: { from } }) => from === 'local');
  const codes = await Promise.all(
    cases.map(async (planned) => [planned.case.key, await codesOfCase(planned, io)] as const),
  );
  return Object.fromEntries(codes.filter(([, found]) => found.length > 0));
}

async function codesOfCase(
  { id, check, case: planned }: PlannedCase,
  io: Io,
): Promise<readonly string[]> {
  if (!('target' in planned)) return [];
  const { target } = planned;
  const measurement = await check.measure(target, io, new AbortController().signal);
  // As it comes back from a saved report.
  const saved = JSON.parse(JSON.stringify(measurement)) as typeof measurement;
  const outcome = judgeCase(check, { caseName: id, target, measurement: saved }, []);
  if (!('findings' in outcome)) throw new Error(`${id} is ${outcome.status}`, { cause: outcome });
  return outcome.findings.map(
    ({ code, severity }) => `${severity} ${code.replace('dns-forwarding/', '')}`,
  );
}
