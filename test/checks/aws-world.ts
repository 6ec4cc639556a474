import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyCheck } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { verdictOf } from '#core/judge.ts';
import type { Site } from '#core/site.ts';
import { joinFacts, NO_FACTS } from '#lib/aws-facts/facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';
import { siteAwsOf } from '#lib/aws-paths/site-aws.ts';
import { awsRoutes } from '../../checks/aws-routes/check.ts';
import { siteWith } from '../fakes/site.ts';

const FOLDER = 'test/config/import/site/answers';

/** Saved answers by what stands at their top level, as an engineer has them. */
export type Answers = Readonly<Record<string, unknown>>;

/** The answers of one healthy site, but for the tunnel and the table that the fixtures leave out. */
export const SAVED: Answers = Object.assign(
  {},
  ...readdirSync(FOLDER).map(
    (name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Answers,
  ),
) as Answers;

/** A site with these answers in place of the saved ones; undefined takes one away. */
export function siteOf(answers: Answers, parts: Partial<Site> = {}): Site {
  const values = Object.entries({ ...SAVED, ...answers }).filter(
    ([, value]) => value !== undefined,
  );
  const facts = values
    .map(([key, value]) => readAnswer({ [key]: value }, `answers/${key}.json`))
    .map((read) => {
      if (read.faults.length > 0) throw new Error(JSON.stringify(read.faults));
      return read.facts;
    })
    .reduce(joinFacts, NO_FACTS);
  return siteWith({
    cluster: { name: 'prod', region: 'eu-west-1', endpointMode: 'private' },
    networks: {
      ...{ vpc: ['10.20.0.0/16'], services: [] },
      ...{ remoteNodes: ['10.80.0.0/16'], remotePods: ['10.85.0.0/16'] },
    },
    resolvers: { ...siteWith().resolvers, onPrem: [{ host: '10.80.0.53' }] },
    transport: { attachment: 'direct-connect-transit' },
    options: { 'pod-routes': { webhookPorts: [443, 8443] } },
    ...parts,
    aws: siteAwsOf(facts, 'prod'),
  });
}

export interface Judged {
  /** `pass`, or the verdict and the codes that make it. */
  readonly says: string;
  readonly findings: readonly Finding[];
  readonly notApplicable: string;
}

/** Judges one case of a site. */
export async function judged(
  site: Site,
  key: string,
  check: AnyCheck = awsRoutes,
): Promise<Judged> {
  const one = check.plan(site, {}).find((planned) => planned.key === key);
  if (one === undefined) throw new Error(`no case ${key}`);
  if ('notApplicable' in one) {
    return { says: 'not applicable', findings: [], notApplicable: one.notApplicable };
  }
  const target = JSON.parse(JSON.stringify(one.target)) as typeof one.target;
  const measurement = await check.measure(target, {} as never, new AbortController().signal);
  const { findings } = check.judge(target, measurement);
  const codes = [...new Set(findings.map(({ code }) => code.replace(/^.*\//, '')))];
  return { says: [verdictOf(findings), ...codes].join(' '), findings, notApplicable: '' };
}

export interface Row {
  readonly what: string;
  readonly answers: Answers;
  readonly says: string;
  /** of the first finding */
  readonly detail?: RegExp;
  readonly fix?: RegExp;
  readonly site?: Partial<Site>;
}

export function allWords(findings: readonly Finding[]): string {
  return findings.map(({ detail, fix }) => `${detail}\n${fix}`).join('\n');
}

const LOCAL = { DestinationCidrBlock: '10.20.0.0/16', GatewayId: 'local', State: 'active' };

export const route = (destination: string, target: object, rest: object = {}) => ({
  ...{ DestinationCidrBlock: destination, State: 'active', Origin: 'CreateRoute' },
  ...target,
  ...rest,
});
export const TGW = { TransitGatewayId: 'tgw-0123456789abcdef0' };
export const VGW = { GatewayId: 'vgw-0a1' };
export const LEARNED = { Origin: 'EnableVgwRoutePropagation' };

interface Table {
  readonly id?: string;
  readonly main?: boolean;
  readonly subnets?: readonly string[];
  readonly routes: readonly object[];
}

export const tables = (...all: readonly Table[]) => ({
  RouteTables: all.map(({ id = 'rtb-0a1', main = true, subnets = [], routes }) => ({
    ...{ RouteTableId: id, VpcId: 'vpc-0a1' },
    Associations: [{ Main: main }, ...subnets.map((SubnetId) => ({ Main: false, SubnetId }))],
    Routes: [LOCAL, ...routes],
  })),
});

/** What leads to a virtual private gateway in place of a Transit Gateway. */
export const TO_VGW = {
  RouteTables: [
    {
      ...{ RouteTableId: 'rtb-0a1', VpcId: 'vpc-0a1', Associations: [{ Main: true }] },
      Routes: [{ DestinationCidrBlock: '10.80.0.0/12', GatewayId: 'vgw-0a1', State: 'active' }],
    },
  ],
};
